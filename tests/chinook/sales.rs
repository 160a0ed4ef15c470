//! Answers about revenue.

use crate::sales::*;
use crate::schema::CustomerId;
use crate::{Tested, check, on_each, some};

#[tokio::test]
async fn the_best_customers() -> Tested {
    let first = [
        ("Helena Holý".into(), some("Czech Republic"), 49.62),
        ("Richard Cunningham".into(), some("USA"), 47.62),
        ("Luis Rojas".into(), some("Chile"), 46.62),
        ("Ladislav Kovács".into(), some("Hungary"), 45.62),
        ("Hugh O'Reilly".into(), some("Ireland"), 45.62),
    ];
    check(best_customers(), 10, &first).await
}

#[tokio::test]
async fn big_countries_are_those_with_four_customers() -> Tested {
    let country = |country, customers, invoices, revenue| Country {
        country: some(country),
        customers,
        invoices,
        revenue,
    };
    let all = [
        country("USA", 13, 91, 523.06),
        country("Canada", 8, 56, 303.96),
        country("France", 5, 35, 195.1),
        country("Brazil", 5, 35, 190.1),
        country("Germany", 4, 28, 156.48),
    ];
    check(big_countries(), 5, &all).await
}

#[tokio::test]
async fn months_add_up() -> Tested {
    let first = [
        ("2021-01".into(), 35.64, 35.64, None),
        ("2021-02".into(), 37.62, 73.26, Some(1.98)),
        ("2021-03".into(), 37.62, 110.88, Some(0.0)),
    ];
    check(months(), 60, &first).await?;
    let last = ("2025-12".into(), 38.62, 2328.6, Some(-11.0));
    on_each(months(), |rows| assert_eq!(rows[59], last)).await
}

#[tokio::test]
async fn years_have_several_best_months() -> Tested {
    let all = [
        ("2022-01".into(), 52.62),
        ("2023-04".into(), 51.62),
        ("2024-08".into(), 47.62),
        ("2025-11".into(), 49.62),
    ];
    on_each(best_months(), |rows| assert_eq!(rows[11..], all)).await
}

#[tokio::test]
async fn staff_without_customers_has_no_revenue() -> Tested {
    let all = [
        ("Peacock".into(), 21, 833.04),
        ("Park".into(), 20, 775.4),
        ("Johnson".into(), 18, 720.16),
        ("Adams".into(), 0, 0.0),
        ("Edwards".into(), 0, 0.0),
        ("Mitchell".into(), 0, 0.0),
        ("King".into(), 0, 0.0),
        ("Callahan".into(), 0, 0.0),
    ];
    check(staff_revenue(), 8, &all).await
}

#[tokio::test]
async fn outliers_are_measured_by_their_customer() -> Tested {
    let all = [
        (404, "Holý".into(), 25.86),
        (299, "Cunningham".into(), 23.86),
        (96, "Kovács".into(), 21.86),
        (194, "O'Reilly".into(), 21.86),
        (89, "Gruber".into(), 18.86),
        (201, "Stevens".into(), 18.86),
    ];
    check(outliers(), 6, &all).await
}

#[tokio::test]
async fn one_customer_bought_every_media_type() -> Tested {
    check(bought_every_media_type(), 1, &[(CustomerId(4), "Hansen".into())]).await
}

#[tokio::test]
async fn most_customers_spend_little() -> Tested {
    let all = [(Class::High, 5, 47.02), (Class::Middle, 9, 42.18), (Class::Low, 45, 38.09)];
    check(spending_classes(), 3, &all).await
}
