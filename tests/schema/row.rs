//! Row structs: what they are beside their fields.

use relata::prelude::*;

table! {
    pub discounts as Discount {
        #[primary_key] id: i64,
        #[column(name = "per cent")] per_cent: Option<f64>,
        name: String,
    }
}

fn discount(name: &str) -> Discount {
    Discount { id: 1, per_cent: Some(2.5), name: name.to_owned() }
}

#[test]
fn a_row_is_copied_compared_and_shown_by_its_fields() {
    let summer = discount("summer");
    assert_eq!(summer.clone(), summer);
    assert_ne!(discount("winter"), summer);
    assert_eq!(format!("{summer:?}"), "Discount { id: 1, per_cent: Some(2.5), name: \"summer\" }");
}
