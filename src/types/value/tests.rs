//! How values are kept and compared.

use super::*;
use crate::types::SqlType;

#[test]
fn a_value_is_read_as_it_was_given() {
    let values = [Value::of("a"), Value::of(&7_i32), Value::of(&0.5_f64), Value::of(&true)];
    let row = &values[..];
    assert_eq!(String::decode(row.cell(0)).expect("text"), "a");
    assert_eq!(i32::decode(row.cell(1)).expect("an integer"), 7);
    assert_eq!(f64::decode(row.cell(2)).expect("a number"), 0.5);
    assert!(bool::decode(row.cell(3)).expect("a truth value"));
    assert!(row.cell(4).is_null());
    let array = vec![Some(1_i64), None];
    let read = Vec::<Option<i64>>::decode(&Value::of(&array)).expect("an array");
    assert_eq!(read, array);
    assert_eq!(
        i64::decode(row.cell(0)).expect_err("text").to_string(),
        "expected an integer, found text"
    );
}

#[test]
fn decimals_are_equal_whatever_their_zeros() {
    let decimal = |coefficient, scale| Value::Decimal(Box::new((coefficient, scale)));
    assert_eq!(decimal(150, 2), decimal(15, 1));
    assert_ne!(decimal(15, 0), decimal(15, 1));
    let key = |value| Key::from_iter([value]);
    assert_eq!(key(decimal(0, 3)), key(decimal(0, 0)));
}

#[test]
fn a_value_is_three_words() {
    assert_eq!(size_of::<Value>(), 24);
}

#[test]
fn null_is_null_of_any_kind() {
    assert_eq!(Value::Null(Kind::Text), Value::Null(Kind::Int64));
    assert_ne!(Value::of(&1_i64), Value::of(&true));
    assert_eq!(Value::of(&f64::NAN), Value::of(&f64::NAN));
}

#[test]
fn values_of_postgresql_are_read_as_they_were_given() {
    let ranges = [Range::Empty, Range::ALL, Range::from(1..=5_i64), Range::from(..7)];
    for range in ranges {
        let value = Value::of(&range);
        assert_eq!(Range::<i64>::decode(&value).expect("a range"), range);
        let read = Value::read(Range::<i64>::KIND, &value).expect("a range");
        assert_eq!((&read, read.kind()), (&value, Range::<i64>::KIND));
    }
    let address: IpAddr = [10, 0, 0, 1].into();
    let value = Value::of(&address);
    assert_eq!(IpAddr::decode(&value).expect("an address"), address);
    assert_eq!(Value::read(Kind::Inet, &value).expect("an address"), value);
    assert_eq!(value.to_string(), "10.0.0.1/32");
    let wrong = IpAddr::decode(&Value::Network(address, 8)).expect_err("a network");
    assert!(wrong.to_string().starts_with("10.0.0.1/8 is an address with its network"));
    assert_ne!(Value::of(&ranges[0]), Value::of(&ranges[1]));
}
