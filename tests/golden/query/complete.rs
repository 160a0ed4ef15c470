//! Rows of 128 columns, all of which an INSERT gives: no `recursion_limit` is needed.

use relata::prelude::*;

#[rustfmt::skip]
table! {
    pub wide as Wide {
        #[primary_key] c0: i64, c1: i64, c2: i64, c3: i64, c4: i64, c5: i64, c6: i64, c7: i64,
        c8: i64, c9: i64, c10: i64, c11: i64, c12: i64, c13: i64, c14: i64, c15: i64,
        c16: i64, c17: i64, c18: i64, c19: i64, c20: i64, c21: i64, c22: i64, c23: i64,
        c24: i64, c25: i64, c26: i64, c27: i64, c28: i64, c29: i64, c30: i64, c31: i64,
        c32: i64, c33: i64, c34: i64, c35: i64, c36: i64, c37: i64, c38: i64, c39: i64,
        c40: i64, c41: i64, c42: i64, c43: i64, c44: i64, c45: i64, c46: i64, c47: i64,
        c48: i64, c49: i64, c50: i64, c51: i64, c52: i64, c53: i64, c54: i64, c55: i64,
        c56: i64, c57: i64, c58: i64, c59: i64, c60: i64, c61: i64, c62: i64, c63: i64,
        c64: i64, c65: i64, c66: i64, c67: i64, c68: i64, c69: i64, c70: i64, c71: i64,
        c72: i64, c73: i64, c74: i64, c75: i64, c76: i64, c77: i64, c78: i64, c79: i64,
        c80: i64, c81: i64, c82: i64, c83: i64, c84: i64, c85: i64, c86: i64, c87: i64,
        c88: i64, c89: i64, c90: i64, c91: i64, c92: i64, c93: i64, c94: i64, c95: i64,
        c96: i64, c97: i64, c98: i64, c99: i64, c100: i64, c101: i64, c102: i64, c103: i64,
        c104: i64, c105: i64, c106: i64, c107: i64, c108: i64, c109: i64, c110: i64, c111: i64,
        c112: i64, c113: i64, c114: i64, c115: i64, c116: i64, c117: i64, c118: i64, c119: i64,
        c120: i64, c121: i64, c122: i64, c123: i64, c124: i64, c125: i64, c126: i64, c127: i64,
    }
}
schema! { pub wide_tables: wide }

#[rustfmt::skip]
macro_rules! in_order {
    () => {(
        (wide::c0.set(0), wide::c1.set(1), wide::c2.set(2), wide::c3.set(3),
         wide::c4.set(4), wide::c5.set(5), wide::c6.set(6), wide::c7.set(7),
         wide::c8.set(8), wide::c9.set(9), wide::c10.set(10), wide::c11.set(11),
         wide::c12.set(12), wide::c13.set(13), wide::c14.set(14), wide::c15.set(15),),
        (wide::c16.set(16), wide::c17.set(17), wide::c18.set(18), wide::c19.set(19),
         wide::c20.set(20), wide::c21.set(21), wide::c22.set(22), wide::c23.set(23),
         wide::c24.set(24), wide::c25.set(25), wide::c26.set(26), wide::c27.set(27),
         wide::c28.set(28), wide::c29.set(29), wide::c30.set(30), wide::c31.set(31),),
        (wide::c32.set(32), wide::c33.set(33), wide::c34.set(34), wide::c35.set(35),
         wide::c36.set(36), wide::c37.set(37), wide::c38.set(38), wide::c39.set(39),
         wide::c40.set(40), wide::c41.set(41), wide::c42.set(42), wide::c43.set(43),
         wide::c44.set(44), wide::c45.set(45), wide::c46.set(46), wide::c47.set(47),),
        (wide::c48.set(48), wide::c49.set(49), wide::c50.set(50), wide::c51.set(51),
         wide::c52.set(52), wide::c53.set(53), wide::c54.set(54), wide::c55.set(55),
         wide::c56.set(56), wide::c57.set(57), wide::c58.set(58), wide::c59.set(59),
         wide::c60.set(60), wide::c61.set(61), wide::c62.set(62), wide::c63.set(63),),
        (wide::c64.set(64), wide::c65.set(65), wide::c66.set(66), wide::c67.set(67),
         wide::c68.set(68), wide::c69.set(69), wide::c70.set(70), wide::c71.set(71),
         wide::c72.set(72), wide::c73.set(73), wide::c74.set(74), wide::c75.set(75),
         wide::c76.set(76), wide::c77.set(77), wide::c78.set(78), wide::c79.set(79),),
        (wide::c80.set(80), wide::c81.set(81), wide::c82.set(82), wide::c83.set(83),
         wide::c84.set(84), wide::c85.set(85), wide::c86.set(86), wide::c87.set(87),
         wide::c88.set(88), wide::c89.set(89), wide::c90.set(90), wide::c91.set(91),
         wide::c92.set(92), wide::c93.set(93), wide::c94.set(94), wide::c95.set(95),),
        (wide::c96.set(96), wide::c97.set(97), wide::c98.set(98), wide::c99.set(99),
         wide::c100.set(100), wide::c101.set(101), wide::c102.set(102), wide::c103.set(103),
         wide::c104.set(104), wide::c105.set(105), wide::c106.set(106), wide::c107.set(107),
         wide::c108.set(108), wide::c109.set(109), wide::c110.set(110), wide::c111.set(111),),
        (wide::c112.set(112), wide::c113.set(113), wide::c114.set(114), wide::c115.set(115),
         wide::c116.set(116), wide::c117.set(117), wide::c118.set(118), wide::c119.set(119),
         wide::c120.set(120), wide::c121.set(121), wide::c122.set(122), wide::c123.set(123),
         wide::c124.set(124), wide::c125.set(125), wide::c126.set(126), wide::c127.set(127),),
    )};
}

#[rustfmt::skip]
macro_rules! reversed {
    () => {(
        (wide::c127.set(127), wide::c126.set(126), wide::c125.set(125), wide::c124.set(124),
         wide::c123.set(123), wide::c122.set(122), wide::c121.set(121), wide::c120.set(120),
         wide::c119.set(119), wide::c118.set(118), wide::c117.set(117), wide::c116.set(116),
         wide::c115.set(115), wide::c114.set(114), wide::c113.set(113), wide::c112.set(112),),
        (wide::c111.set(111), wide::c110.set(110), wide::c109.set(109), wide::c108.set(108),
         wide::c107.set(107), wide::c106.set(106), wide::c105.set(105), wide::c104.set(104),
         wide::c103.set(103), wide::c102.set(102), wide::c101.set(101), wide::c100.set(100),
         wide::c99.set(99), wide::c98.set(98), wide::c97.set(97), wide::c96.set(96),),
        (wide::c95.set(95), wide::c94.set(94), wide::c93.set(93), wide::c92.set(92),
         wide::c91.set(91), wide::c90.set(90), wide::c89.set(89), wide::c88.set(88),
         wide::c87.set(87), wide::c86.set(86), wide::c85.set(85), wide::c84.set(84),
         wide::c83.set(83), wide::c82.set(82), wide::c81.set(81), wide::c80.set(80),),
        (wide::c79.set(79), wide::c78.set(78), wide::c77.set(77), wide::c76.set(76),
         wide::c75.set(75), wide::c74.set(74), wide::c73.set(73), wide::c72.set(72),
         wide::c71.set(71), wide::c70.set(70), wide::c69.set(69), wide::c68.set(68),
         wide::c67.set(67), wide::c66.set(66), wide::c65.set(65), wide::c64.set(64),),
        (wide::c63.set(63), wide::c62.set(62), wide::c61.set(61), wide::c60.set(60),
         wide::c59.set(59), wide::c58.set(58), wide::c57.set(57), wide::c56.set(56),
         wide::c55.set(55), wide::c54.set(54), wide::c53.set(53), wide::c52.set(52),
         wide::c51.set(51), wide::c50.set(50), wide::c49.set(49), wide::c48.set(48),),
        (wide::c47.set(47), wide::c46.set(46), wide::c45.set(45), wide::c44.set(44),
         wide::c43.set(43), wide::c42.set(42), wide::c41.set(41), wide::c40.set(40),
         wide::c39.set(39), wide::c38.set(38), wide::c37.set(37), wide::c36.set(36),
         wide::c35.set(35), wide::c34.set(34), wide::c33.set(33), wide::c32.set(32),),
        (wide::c31.set(31), wide::c30.set(30), wide::c29.set(29), wide::c28.set(28),
         wide::c27.set(27), wide::c26.set(26), wide::c25.set(25), wide::c24.set(24),
         wide::c23.set(23), wide::c22.set(22), wide::c21.set(21), wide::c20.set(20),
         wide::c19.set(19), wide::c18.set(18), wide::c17.set(17), wide::c16.set(16),),
        (wide::c15.set(15), wide::c14.set(14), wide::c13.set(13), wide::c12.set(12),
         wide::c11.set(11), wide::c10.set(10), wide::c9.set(9), wide::c8.set(8),
         wide::c7.set(7), wide::c6.set(6), wide::c5.set(5), wide::c4.set(4),
         wide::c3.set(3), wide::c2.set(2), wide::c1.set(1), wide::c0.set(0),),
    )};
}

async fn empty() -> Engine<Sqlite> {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").await.unwrap();
    engine.create_all::<wide_tables>().await.unwrap();
    engine
}

#[tokio::test]
async fn in_the_order_of_the_table() {
    let engine = empty().await;
    let row =
        engine.fetch(&insert_into(wide::table).values(in_order!()).returning(Wide)).await.unwrap();
    assert_eq!((row.c0, row.c1, row.c64, row.c127), (0, 1, 64, 127));
    assert_eq!(engine.all(&select(Wide)).await.unwrap(), [row]);
}

#[tokio::test]
async fn in_another_order() {
    let engine = empty().await;
    let rows =
        engine.all(&insert_into(wide::table).rows([reversed!()]).returning(Wide)).await.unwrap();
    assert_eq!((rows[0].c0, rows[0].c1, rows[0].c64, rows[0].c127), (0, 1, 64, 127));
}

#[tokio::test]
async fn all_are_updated() {
    let engine = empty().await;
    engine.execute(&insert_into(wide::table).values(in_order!())).await.unwrap();
    let set = update(wide::table).set(reversed!()).filter(wide::c0.eq(0));
    assert_eq!(engine.execute(&set).await.unwrap(), 1);
    let upsert = insert_into(wide::table)
        .values(in_order!())
        .on_conflict(wide::c0)
        .do_update(in_order!())
        .returning(wide::c127);
    assert_eq!(engine.fetch(&upsert).await.unwrap(), 127);
}
