//! Functions on values at their edges: on each database what Rust computes.

use relata::Error;
use relata::functions::*;
use relata::prelude::*;

use super::on_every_database;

table! {
    pub values as Values {
        #[primary_key] id: i64,
        a: i64,
        b: i64,
        small: i32,
        places: i32,
        real: f64,
        body: String,
    }
}
schema! { pub all_values: values }

fn samples() -> Vec<Values> {
    let edges =
        [0, 1, -1, 2, -2, i64::MAX, i64::MIN, i64::MAX - 1, i64::MIN + 1, 1 << 31, -1 << 31];
    let mut pairs: Vec<(i64, i64)> =
        edges.iter().flat_map(|a| edges.iter().map(move |b| (*a, *b))).collect();
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = || {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random.cast_signed()
    };
    pairs.extend((0..100).map(|_| (next(), next())));
    let reals = [
        0.0,
        -0.0,
        0.5,
        -0.5,
        1.0,
        -1.0,
        1.5,
        -1.5,
        0.999_999_999,
        -0.000_001,
        4_503_599_627_370_495.5,
        -4_503_599_627_370_495.5,
        4_503_599_627_370_497.0,
        9e18,
        1e19,
        -1e19,
        1e300,
        -1e300,
        1e-300,
    ];
    let bodies = ["", "a", "Zoë", "日本語", "a_b%c\\d", "'quoted' \"text\""];
    let row = |(id, (a, b)): (i64, (i64, i64))| {
        let at = usize::try_from(id).unwrap();
        Values {
            id,
            a,
            b,
            small: (a >> 32) as i32,
            places: (b & 63) as i32,
            real: reals.get(at).copied().unwrap_or((a >> 11) as f64 / 1024.0),
            body: bodies[at % bodies.len()].to_owned(),
        }
    };
    (0..).zip(pairs).map(row).collect()
}

macro_rules! add_samples {
    ($engine:expr) => {{
        $engine.create_all::<all_values>().await?;
        let rows = samples();
        let assigned = rows.iter().map(|row| {
            (
                values::id.set(row.id),
                values::a.set(row.a),
                values::b.set(row.b),
                values::small.set(row.small),
                values::places.set(row.places),
                values::real.set(row.real),
                values::body.set(row.body.clone()),
            )
        });
        $engine.execute(&insert_into(values::table).rows(assigned)).await?;
        rows
    }};
}

on_every_database!(bits_are_those_of_rust, async |engine| {
    let rows = add_samples!(engine);
    let (a, b) = (values::a, values::b);
    let both = select((a.bit_and(b), a.bit_or(b), a.bit_xor(b), a.bit_not()));
    let both = engine.all(&both.order_by(values::id)).await?;
    let shifts = select((a.shift_left(values::places), a.shift_right(values::places)));
    let shifts = engine.all(&shifts.order_by(values::id)).await?;
    let small = values::small;
    let narrow = select((
        small.bit_xor(-2),
        small.bit_not(),
        small.shift_right(3),
        small.bit_and(b.cast::<i32>()),
    ))
    .filter(b.between(i64::from(i32::MIN), i64::from(i32::MAX)));
    let narrow = engine.all(&narrow.order_by(values::id)).await?;
    for (i, row) in rows.iter().enumerate() {
        let (a, b, places) = (row.a, row.b, row.places);
        assert_eq!(both[i], (a & b, a | b, a ^ b, !a), "{row:?}");
        assert_eq!(shifts[i], (a << places, a >> places), "{row:?}");
    }
    let fitting = rows.iter().filter_map(|row| Some((row.small, i32::try_from(row.b).ok()?)));
    let expected: Vec<_> = fitting.map(|(s, b)| (s ^ -2, !s, s >> 3, s & b)).collect();
    assert_eq!(narrow, expected);
});

on_every_database!(whole_parts_are_those_of_rust, async |engine| {
    let rows = add_samples!(engine);
    let real = values::real;
    let found =
        select((floor(real), ceil(real), sign(real), sign(values::a), ratio(values::a, values::b)));
    let found = engine.all(&found.order_by(values::id)).await?;
    for (row, found) in rows.iter().zip(found) {
        let sign = |below: bool, above: bool| i32::from(above) - i32::from(below);
        let signs = (sign(row.real < 0.0, row.real > 0.0), sign(row.a < 0, row.a > 0));
        assert_eq!((found.0, found.1), (row.real.floor(), row.real.ceil()), "{row:?}");
        assert_eq!((found.2, found.3), signs, "{row:?}");
        let by = row.b as f64;
        assert_eq!(found.4, (row.b != 0).then(|| row.a as f64 / by), "{row:?}");
    }
});

on_every_database!(parts_of_texts_are_those_of_rust, async |engine| {
    let rows = add_samples!(engine);
    let (body, n) = (values::body, values::places % 7);
    let some = n.coalesce(0);
    let found = select((
        left(body, some),
        right(body, some),
        lpad(body, some, "äb"),
        rpad(body, some, "äb"),
        repeat(body, some),
        position(body, "b"),
    ));
    let found = engine.all(&found.order_by(values::id)).await?;
    for (row, found) in rows.iter().zip(found) {
        let n = usize::try_from(row.places % 7).unwrap();
        let text: Vec<char> = row.body.chars().collect();
        let part = |from: usize, to: usize| text[from..to].iter().collect::<String>();
        let kept = n.min(text.len());
        let fill: String = "äb".chars().cycle().take(n - kept).collect();
        let expected = (
            part(0, kept),
            part(text.len() - kept, text.len()),
            fill.clone() + &part(0, kept),
            part(0, kept) + &fill,
            row.body.repeat(n),
            text.iter().position(|c| *c == 'b').map_or(0, |at| i32::try_from(at + 1).unwrap()),
        );
        assert_eq!(found, expected, "{row:?}");
    }
    let none = None::<i64>;
    let odd = (lpad(body, -1, "x"), rpad(body, -3, "x"), repeat(body, -1), repeat(body, none));
    let odd = engine.all(&select(odd).filter(values::id.eq(rows[0].id))).await?;
    assert_eq!(odd, [(String::new(), String::new(), String::new(), None)]);
    // What looks like a wildcard is none, in a column as in a value.
    let own = select(count(values::id))
        .filter(body.concat("!").starts_with(body))
        .filter(body.ends_with(body).and(body.contains(body)));
    assert_eq!(engine.one(&own).await?, i64::try_from(rows.len()).unwrap());
    let other = select(count(values::id)).filter(replace(body, "_", "x").contains(body));
    let plain = rows.iter().filter(|row| !row.body.contains('_')).count();
    assert_eq!(engine.one(&other).await?, i64::try_from(plain).unwrap());
});
