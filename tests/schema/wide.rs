//! A table of 128 columns, which needs no `recursion_limit`.

use relata::prelude::*;
use relata::schema::Table;

#[rustfmt::skip]
table! {
    pub wide as Wide {
        #[primary_key] id: i64,
        c1: i64, c2: i64, c3: i64, c4: Option<String>, c5: i64,
        c6: i64, c7: i64, c8: Option<String>, c9: i64, c10: i64,
        c11: i64, c12: Option<String>, c13: i64, c14: i64, c15: i64,
        c16: Option<String>, c17: i64, c18: i64, c19: i64, c20: Option<String>,
        c21: i64, c22: i64, c23: i64, c24: Option<String>, c25: i64,
        c26: i64, c27: i64, c28: Option<String>, c29: i64, c30: i64,
        c31: i64, c32: Option<String>, c33: i64, c34: i64, c35: i64,
        c36: Option<String>, c37: i64, c38: i64, c39: i64, c40: Option<String>,
        c41: i64, c42: i64, c43: i64, c44: Option<String>, c45: i64,
        c46: i64, c47: i64, c48: Option<String>, c49: i64, c50: i64,
        c51: i64, c52: Option<String>, c53: i64, c54: i64, c55: i64,
        c56: Option<String>, c57: i64, c58: i64, c59: i64, c60: Option<String>,
        c61: i64, c62: i64, c63: i64, c64: Option<String>, c65: i64,
        c66: i64, c67: i64, c68: Option<String>, c69: i64, c70: i64,
        c71: i64, c72: Option<String>, c73: i64, c74: i64, c75: i64,
        c76: Option<String>, c77: i64, c78: i64, c79: i64, c80: Option<String>,
        c81: i64, c82: i64, c83: i64, c84: Option<String>, c85: i64,
        c86: i64, c87: i64, c88: Option<String>, c89: i64, c90: i64,
        c91: i64, c92: Option<String>, c93: i64, c94: i64, c95: i64,
        c96: Option<String>, c97: i64, c98: i64, c99: i64, c100: Option<String>,
        c101: i64, c102: i64, c103: i64, c104: Option<String>, c105: i64,
        c106: i64, c107: i64, c108: Option<String>, c109: i64, c110: i64,
        c111: i64, c112: Option<String>, c113: i64, c114: i64, c115: i64,
        c116: Option<String>, c117: i64, c118: i64, c119: i64, c120: Option<String>,
        c121: i64, c122: i64, c123: i64, c124: Option<String>, c125: i64,
        c126: i64, c127: i64,
    }
}

#[test]
fn all_columns_are_there() {
    assert_eq!(wide::table::def().columns.len(), 128);
    assert_eq!(wide::table::NAMES.len(), 128);
    assert_eq!(select(Wide).to_sql::<Sqlite>().matches(", ").count(), 127);
}
