// error: `relata::dialect::MariaDb` does not support `TableFunctions`
// label: this statement needs `TableFunctions`, which `relata::dialect::MariaDb` does not have

use relata::prelude::*;

shape! { pub line { number: i64 } }

fn main() {
    let ten = generate_series(line::table, value(1), value(10));
    let _ = from(ten).select(line::number).to_sql::<MariaDb>();
}
