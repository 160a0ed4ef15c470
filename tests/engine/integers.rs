//! Integers of all widths, with a sign and without, on their way to each database and back.

use relata::Error;
use relata::prelude::*;

use super::on_every_database;

#[derive(SqlType, Debug, Clone, Copy, PartialEq)]
pub struct Level(pub u8);

table! {
    pub numbers as Number {
        #[primary_key, identity] id: u32,
        tiny: i8,
        small: i16,
        normal: i32,
        large: i64,
        level: Level,
        #[default(65535)] port: u16,
        maybe: Option<u32>,
    }
}
schema! { pub all_numbers: numbers }

/// Numbers over all 64 bits: the edges of each width, their neighbours, and some between.
fn samples() -> Vec<u64> {
    let edges = [7, 8, 15, 16, 31, 32, 63].map(|bits| 1_u64 << bits);
    let near = edges.iter().flat_map(|edge| [edge - 1, *edge, edge + 1, edge.wrapping_neg()]);
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    let between = std::iter::repeat_with(|| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random
    });
    [0, 1, u64::MAX].into_iter().chain(near).chain(between.take(200)).collect()
}

on_every_database!(integers_of_every_width_come_back_as_they_were, async |engine| {
    engine.create_all::<all_numbers>().await?;
    // Each takes as many of the bits as it holds.
    let rows = || {
        samples().into_iter().zip(1..).map(|(bits, id)| Number {
            id,
            tiny: bits as i8,
            small: bits as i16,
            normal: bits as i32,
            large: bits as i64,
            level: Level(bits as u8),
            port: bits as u16,
            maybe: (id % 3 != 0).then_some(bits as u32),
        })
    };
    let assigned = rows().map(|row| {
        (
            numbers::id.set(row.id),
            numbers::tiny.set(row.tiny),
            numbers::small.set(row.small),
            numbers::normal.set(row.normal),
            numbers::large.set(row.large),
            numbers::level.set(row.level),
            numbers::port.set(row.port),
            numbers::maybe.set(row.maybe),
        )
    });
    engine.execute(&insert_into(numbers::table).rows(assigned)).await?;
    let read = engine.all(&select(Number).order_by(numbers::id)).await?;
    assert_eq!(read, rows().collect::<Vec<_>>());
    for row in rows() {
        let same = select(numbers::id)
            .filter(numbers::id.in_([row.id, 0]))
            .filter(numbers::tiny.eq(row.tiny).and(numbers::tiny.in_([row.tiny])))
            .filter(numbers::level.in_([row.level]))
            .filter(numbers::port.between(row.port, u16::MAX))
            .filter(numbers::maybe.is_not_distinct_from(row.maybe));
        assert_eq!(engine.all(&same).await?, [row.id]);
    }
    let sums = from(numbers::table).select((
        sum(numbers::tiny),
        sum(numbers::port),
        max(numbers::level),
        min(numbers::maybe),
    ));
    let expected = (
        Some(rows().map(|row| i64::from(row.tiny)).sum()),
        Some(rows().map(|row| i64::from(row.port)).sum()),
        Some(Level(255)),
        Some(0),
    );
    assert_eq!(engine.one(&sums).await?, expected);
});

on_every_database!(integers_are_computed_in_their_own_type, async |engine| {
    engine.create_all::<all_numbers>().await?;
    let add = insert_into(numbers::table).values((
        numbers::tiny.set(-7),
        numbers::small.set(0),
        numbers::normal.set(0),
        numbers::large.set(7),
        numbers::level.set(Level(200)),
    ));
    engine.execute(&add).await?;
    let computed = select((
        -numbers::tiny,
        numbers::tiny / 2,
        numbers::port / 2 * 2,
        numbers::port % 10,
        numbers::level.cast::<u32>() + 1_000_000,
        numbers::tiny.cast::<i64>(),
        value(255_u8),
        value(u32::MAX),
        numbers::port.eq(numbers::large),
        numbers::port.cast::<String>(),
    ));
    assert_eq!(
        engine.all(&computed).await?,
        [(
            7,
            Some(-3),
            Some(65534),
            Some(5),
            1_000_200,
            -7,
            255,
            u32::MAX,
            false,
            "65535".to_owned()
        )]
    );
    let wide = engine.all(&select(numbers::level.cast::<i8>())).await.unwrap_err();
    assert!(wide.is_decode() && wide.to_string().contains("200 does not fit"), "{wide}");
});

on_every_database!(what_a_column_does_not_hold_is_no_part_of_it, async |engine| {
    engine.create_all::<all_numbers>().await?;
    let add = insert_into(numbers::table).values((
        numbers::tiny.set(i8::MIN),
        numbers::small.set(0),
        numbers::normal.set(0),
        numbers::large.set(0),
        numbers::level.set(Level(0)),
    ));
    engine.execute(&add).await?;
    for wrong in [
        engine
            .execute(&update(numbers::table).set(numbers::port.set(numbers::port + 1)).every_row()),
        engine
            .execute(&update(numbers::table).set(numbers::tiny.set(numbers::tiny - 1)).every_row()),
        engine.execute(
            &update(numbers::table).set(numbers::port.set(numbers::large - 1)).every_row(),
        ),
    ] {
        assert!(wrong.await.is_err());
    }
    assert_eq!(engine.all(&select((numbers::tiny, numbers::port))).await?, [(i8::MIN, u16::MAX)]);
});

#[cfg(feature = "mysql")]
mod of_64_bits {
    use super::super::on_mysql::{clean_up, on_both, server};
    use super::*;

    #[derive(SqlType, Debug, Clone, Copy, PartialEq)]
    pub struct Bits(pub u64);

    table! {
        pub words as Word {
            #[primary_key, identity] id: u64,
            bits: Bits,
            maybe: Option<u64>,
        }
    }
    schema! { pub all_words: words }

    on_both!(integers_without_a_sign_take_all_bits, 1, async |engine| {
        engine.create_all::<all_words>().await?;
        for (bits, id) in samples().into_iter().zip(1..) {
            let add = insert_into(words::table).values((
                words::bits.set(Bits(bits)),
                words::maybe.set((id % 3 != 0).then_some(bits)),
            ));
            engine.execute(&add).await?;
            let read = engine.one(&select(Word).filter(words::id.eq(id))).await?;
            let maybe = (id % 3 != 0).then_some(bits);
            assert_eq!((read.id, read.bits, read.maybe), (id, Bits(bits), maybe));
            let same = select(words::id)
                .filter(words::bits.eq(Bits(bits)))
                .filter(words::bits.in_([Bits(bits)]))
                .filter(words::maybe.is_null().or(words::maybe.ge(bits)))
                .filter(words::id.eq(id));
            assert_eq!(engine.all(&same).await?, [id]);
        }
        let most = from(words::table).select(max(words::bits));
        assert_eq!(engine.one(&most).await?, Some(Bits(u64::MAX)));
        let most = from(words::table).filter(words::maybe.lt(u64::MAX)).select(count_rows());
        let below =
            samples().into_iter().zip(1..).filter(|(bits, id)| id % 3 != 0 && *bits < u64::MAX);
        assert_eq!(engine.one(&most).await?, below.count() as i64);
        let computed =
            select((words::bits.cast::<u64>(), words::id + (u64::MAX - 1))).filter(words::id.eq(1));
        assert_eq!(engine.one(&computed).await?, (samples()[0], u64::MAX));
        let half = u64::MAX / 2;
        let sums = from(words::table).filter(words::id.eq(1)).select(sum(words::id));
        assert_eq!(engine.one(&sums).await?, Some(1));
        let mut session = engine.session();
        session.add(Word, (words::bits.set(Bits(u64::MAX)), words::maybe.set(half)));
        session.flush().await?;
        let object =
            session.all(&select(Word).filter(words::id.gt(samples().len() as u64))).await?;
        let [object] = object[..] else { panic!("{object:?}") };
        assert_eq!((session[object].bits, session[object].maybe), (Bits(u64::MAX), Some(half)));
        session.edit(&object).maybe = Some(u64::MAX - 1);
        session.commit().await?;
        let found =
            select(words::maybe).filter(words::bits.eq(Bits(u64::MAX))).order_by(words::id.desc());
        assert_eq!(engine.first(&found).await?, Some(Some(u64::MAX - 1)));
        for wrong in [
            engine.all(&raw!(u64, "SELECT -1")).await,
            engine.all(&raw!(u64, "SELECT CAST(18446744073709551616 AS DECIMAL(20))")).await,
            engine.all(&raw!(u64, "SELECT 'x'")).await,
        ] {
            assert!(wrong.is_err_and(|error| error.is_decode()));
        }
    });
}
