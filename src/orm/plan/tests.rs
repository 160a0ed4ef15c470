//! Plans as text, without a database.

use super::*;
use crate::orm::draft::Given;
use crate::orm::handle::{At, Ref};
use crate::schema::Table;

crate::table! {
    pub users as User {
        #[primary_key, identity] id: i64,
        name: String,
        #[references(users::id)] boss_id: Option<i64>,
    }
}
crate::table! {
    pub posts as Post {
        #[primary_key, identity] id: i64,
        #[references(users::id)] author_id: i64,
        title: String,
    }
}
crate::table! {
    pub teams as Team {
        #[primary_key, identity] id: i64,
        #[references(members::id)] lead_id: Option<i64>,
    }
}
crate::table! {
    pub members as Member {
        #[primary_key, identity] id: i64,
        #[references(teams::id)] team_id: i64,
    }
}
crate::table! {
    pub hens as Hen {
        #[primary_key] id: i64,
        #[references(eggs::id)] egg_id: i64,
    }
}
crate::table! {
    pub eggs as Egg {
        #[primary_key] id: i64,
        #[references(hens::id)] hen_id: i64,
    }
}

crate::table! {
    #[
        primary_key(house, name),
        foreign_key(columns(house, best), references(mates::house, mates::name)),
    ]
    pub mates as Mate {
        house: i64,
        name: i64,
        best: Option<i64>,
    }
}

crate::table! {
    #[
        primary_key(street, house),
        foreign_key(columns(road, next), references(homes::street, homes::house)),
    ]
    pub homes as Home {
        street: i64,
        house: i64,
        road: Option<i64>,
        next: Option<i64>,
    }
}

crate::table! {
    pub seats as Seat {
        #[primary_key] id: i64,
        #[unique] number: i64,
        #[references(users::id)] user_id: Option<i64>,
    }
}
crate::table! {
    pub cards as Card {
        #[primary_key] id: i64,
        #[references(seats::number, on_update = cascade)] seat: i64,
    }
}
crate::table! {
    pub ships as Ship {
        #[primary_key] id: i64,
        sailors: HasMany<sailors::ship>,
    }
}
crate::table! {
    pub sailors as Sailor {
        #[primary_key] id: i64,
        #[references(ships::id, deferred, delete_orphan)] ship_id: i64,
        ship: BelongsTo<ships::sailors, ship_id>,
    }
}

/// What is given for a column.
fn value(place: usize, value: i64) -> (usize, Given) {
    (place, Given::Value(Value::Integer(value)))
}

/// A new object is given for a column.
fn new<T: 'static>(place: usize, number: u32) -> (usize, Given) {
    (place, Given::Key(Ref { kind: TypeId::of::<T>(), session: 1, at: At::New(number) }))
}

fn table<'g, T: Table>(rows: &'g [GivenColumns]) -> TableChanges<'g> {
    let new = rows.iter().zip(0..).map(|(given, number)| NewRow { number, given });
    TableChanges {
        table: T::def(),
        kind: TypeId::of::<T>(),
        dependents: Vec::new(),
        new: new.collect(),
        changed: Vec::new(),
        deleted: Vec::new(),
        had: &Zeros,
    }
}

/// All that rows had is 0.
struct Zeros;

impl Had for Zeros {
    fn had(&self, _: u32) -> Vec<Value> {
        vec![Value::Integer(0); 8]
    }
}

/// The rows of a table that are deleted, by their values.
fn deleted<T: Table>(rows: &[&[Option<i64>]]) -> TableChanges<'static> {
    let value =
        |value: &Option<i64>| value.map_or(Value::Null(crate::types::Kind::Int64), Value::Integer);
    let row = |(slot, row): (u32, &&[Option<i64>])| DeletedRow {
        slot,
        key: Key::One(value(&row[0])),
        version: None,
        values: row.iter().map(value).collect(),
        doom: Doom::Gone,
    };
    TableChanges { deleted: (0..).zip(rows).map(row).collect(), ..table::<T>(&[]) }
}

fn planned(tables: Vec<TableChanges<'_>>) -> Result<String> {
    let mut changes = Changes { tables, links: Vec::new() };
    let steps = plan(&mut changes)?;
    Ok(show(&changes, &steps))
}

fn check(tables: Vec<TableChanges<'_>>, lines: &[&str]) {
    let planned = planned(tables).expect("it can be ordered");
    assert_eq!(planned.lines().collect::<Vec<_>>(), lines);
}

#[test]
fn parents_come_first_whatever_the_order_of_the_objects() {
    let people = [vec![value(1, 1)], vec![value(1, 2)]];
    let written = [vec![new::<users::table>(1, 1)], vec![new::<users::table>(1, 0), value(2, 3)]];
    check(
        vec![table::<posts::table>(&written), table::<users::table>(&people)],
        &[
            "INSERT users (name): new 0, new 1",
            "INSERT posts (author_id): new 0",
            "INSERT posts (author_id, title): new 1",
        ],
    );
}

#[test]
fn rows_of_one_table_go_by_levels() {
    let boss = |number| vec![value(1, 0), new::<users::table>(2, number)];
    let people = [boss(2), boss(0), vec![value(1, 0)], boss(2), vec![value(1, 0), value(2, 99)]];
    check(
        vec![table::<users::table>(&people)],
        &[
            "INSERT users (name): new 2",
            "INSERT users (name, boss_id): new 4",
            "INSERT users (name, boss_id): new 0, new 3",
            "INSERT users (name, boss_id): new 1",
        ],
    );
    // A long chain, whose last one is added first.
    let last = 20_000;
    let chain: Vec<_> = (0..last).map(|n| boss(n + 1)).chain([vec![value(1, 0)]]).collect();
    let steps = planned(vec![table::<users::table>(&chain)]).expect("it has an end");
    assert_eq!(steps.lines().count(), 20_001);
}

#[test]
fn a_circle_is_cut_where_a_reference_may_be_null() {
    let team = [vec![new::<members::table>(1, 0)]];
    let member = [vec![new::<teams::table>(1, 0)]];
    let steps = &[
        "INSERT teams (): new 0",
        "INSERT members (team_id): new 0",
        "FILL teams (lead_id): new 0",
    ];
    check(vec![table::<teams::table>(&team), table::<members::table>(&member)], steps);
    check(vec![table::<members::table>(&member), table::<teams::table>(&team)], steps);
    // A row that leads to itself, and two that lead to each other.
    let own = [vec![value(1, 0), new::<users::table>(2, 0)]];
    check(
        vec![table::<users::table>(&own)],
        &["INSERT users (name): new 0", "FILL users (boss_id): new 0"],
    );
    let boss = |number| vec![value(1, 0), new::<users::table>(2, number)];
    check(
        vec![table::<users::table>(&[boss(1), boss(0)])],
        &[
            "INSERT users (name): new 0",
            "INSERT users (name, boss_id): new 1",
            "FILL users (boss_id): new 0",
        ],
    );
}

#[test]
fn a_circle_of_keys_of_several_columns_is_cut_at_one_that_may_be_null() {
    let mate = |name, best| vec![value(0, 1), value(1, name), value(2, best)];
    check(
        vec![table::<mates::table>(&[mate(1, 2), mate(2, 1)])],
        &[
            "INSERT mates (house, name): new 0",
            "INSERT mates (house, name, best): new 1",
            "FILL mates (best): new 0",
        ],
    );
    let [one, two] = [Some(1), Some(2)];
    check(
        vec![deleted::<mates::table>(&[&[one, one, two], &[one, two, one]])],
        &["CUT mates (best): 1", "DELETE mates: 1", "DELETE mates: 1"],
    );
}

#[test]
fn a_circle_of_keys_that_objects_give_is_cut_at_the_column_that_waits() {
    // The road is known, and the house is another one's that is new.
    let home = |house, next| {
        let next = new::<homes::table>(3, next);
        vec![value(0, 1), value(1, house), value(2, 1), next]
    };
    check(
        vec![table::<homes::table>(&[home(1, 1), home(2, 0)])],
        &[
            "INSERT homes (street, house, road): new 0",
            "INSERT homes (street, house, road, next): new 1",
            "FILL homes (next): new 0",
        ],
    );
    // As `mates::friend.set(&other)` gives it, both columns wait: the first cannot be NULL, or one alone does not help.
    let mate = |name, best| {
        vec![new::<mates::table>(0, best), value(1, name), new::<mates::table>(2, best)]
    };
    let error = planned(vec![table::<mates::table>(&[mate(1, 1), mate(2, 0)])]);
    assert!(
        error.expect_err("it cannot wait").to_string().ends_with("at first: mates → mates → mates")
    );
    let home = |house, next| {
        let [road, next] = [2, 3].map(|place| new::<homes::table>(place, next));
        vec![value(0, 1), value(1, house), road, next]
    };
    let error = planned(vec![table::<homes::table>(&[home(1, 1), home(2, 0)])]);
    assert!(
        error.expect_err("it cannot wait").to_string().ends_with("at first: homes → homes → homes")
    );
}

#[test]
fn a_circle_that_cannot_be_cut_is_named() {
    let hen = [vec![value(0, 1), value(1, 2)]];
    let egg = [vec![value(0, 2), value(1, 1)]];
    let error = planned(vec![table::<hens::table>(&hen), table::<eggs::table>(&egg)]);
    assert_eq!(
        error.expect_err("neither may be first").to_string(),
        "rows reference each other in a circle, and none of the foreign keys can be NULL at first: \
         hens → eggs → hens"
    );
    // Keys that the program gives are ordered by their values.
    let old = [vec![value(0, 3), value(1, 1)]];
    check(
        vec![table::<eggs::table>(&old), table::<hens::table>(&hen)],
        &["INSERT hens (id, egg_id): new 0", "INSERT eggs (id, hen_id): new 0"],
    );
}

#[test]
fn children_are_deleted_first() {
    let [none, one, two] = [None, Some(1), Some(2)];
    check(
        vec![
            deleted::<users::table>(&[
                &[one, none, none],
                &[two, none, one],
                &[Some(3), none, two],
            ]),
            deleted::<posts::table>(&[&[Some(7), one, none], &[Some(8), two, none]]),
        ],
        &["DELETE posts: 7, 8", "DELETE users: 3", "DELETE users: 2", "DELETE users: 1"],
    );
    // A circle is opened first.
    check(
        vec![deleted::<users::table>(&[&[one, none, two], &[two, none, one]])],
        &["CUT users (boss_id): 1", "DELETE users: 2", "DELETE users: 1"],
    );
    check(
        vec![deleted::<users::table>(&[
            &[one, none, one],
            &[two, none, two],
            &[Some(3), none, Some(4)],
            &[Some(4), none, Some(3)],
            &[Some(5), none, Some(6)],
            &[Some(6), none, Some(5)],
        ])],
        &[
            "CUT OWN users (boss_id): 1, 2",
            "CUT users (boss_id): 3, 5",
            "DELETE users: 4, 6",
            "DELETE users: 1, 2, 3, 5",
        ],
    );
    // What goes with its parent, or is checked at COMMIT, may go at any time.
    let error = planned(vec![
        deleted::<hens::table>(&[&[one, two]]),
        deleted::<eggs::table>(&[&[two, one]]),
    ]);
    assert!(error.is_err());
}

#[test]
fn updates_come_after_the_inserts_of_their_table_and_before_all_deletes() {
    let written = [vec![value(1, 7)]];
    let changed = |slot, places: &[usize]| ChangedRow {
        slot,
        key: Key::One(Value::Integer(i64::from(slot))),
        version: None,
        set: places.iter().map(|place| (*place, Value::Integer(0))).collect(),
        refers: Vec::new(),
    };
    let people = TableChanges {
        changed: vec![changed(1, &[1]), changed(2, &[1, 2]), changed(3, &[1])],
        ..deleted::<users::table>(&[&[Some(9), None, None]])
    };
    check(
        vec![table::<posts::table>(&written), people],
        &[
            "UPDATE users (name): 1, 3",
            "UPDATE users (name, boss_id): 2",
            "INSERT posts (author_id): new 0",
            "DELETE users: 9",
        ],
    );
}

#[test]
fn what_leaves_a_row_that_goes_early_lets_go_of_it_before() {
    let takes = [vec![value(0, 0)]];
    let leaves = |slot, refers| ChangedRow {
        slot,
        key: Key::One(Value::Integer(i64::from(slot))),
        version: None,
        set: vec![(2, Value::Integer(7))],
        refers,
    };
    let people = TableChanges {
        new: table::<users::table>(&takes).new,
        changed: vec![leaves(1, vec![]), leaves(2, vec![new::<users::table>(2, 0)])],
        ..deleted::<users::table>(&[&[Some(0), None, None]])
    };
    check(
        vec![people],
        &[
            "UPDATE users (boss_id): 1",
            "LEAVE users (boss_id): 2",
            "DELETE users: 0",
            "INSERT users (id): new 0",
            "UPDATE users (boss_id): 2",
        ],
    );
}

/// A row that is found by its slot, and these columns of it change.
fn changes_to(slot: u32, set: &[(usize, i64)]) -> ChangedRow {
    ChangedRow {
        slot,
        key: Key::One(Value::Integer(i64::from(slot))),
        version: None,
        set: set.iter().map(|(place, value)| (*place, Value::Integer(*value))).collect(),
        refers: Vec::new(),
    }
}

/// What rows had, by their slots, and how often that was asked.
#[derive(Default)]
struct Asked(Vec<Vec<i64>>, std::cell::Cell<usize>);

impl Had for Asked {
    fn had(&self, slot: u32) -> Vec<Value> {
        self.1.set(self.1.get() + 1);
        let row = self.0.get(slot as usize).cloned().unwrap_or(vec![0; 3]);
        row.into_iter().map(Value::Integer).collect()
    }
}

#[test]
fn what_leaves_waits_for_what_others_have_or_follow() {
    let takes = [vec![value(0, 0)]];
    let replaced = || TableChanges {
        new: table::<users::table>(&takes).new,
        ..deleted::<users::table>(&[&[Some(0), None, None]])
    };
    let seats = |changed, had| TableChanges { changed, had, ..table::<seats::table>(&[]) };
    // The second one takes the number that the first one has.
    let had = Asked(vec![vec![0, 2, 9], vec![1, 1, 0]], Default::default());
    check(
        vec![
            replaced(),
            seats(vec![changes_to(0, &[(1, 3)]), changes_to(1, &[(1, 2), (2, 7)])], &had),
        ],
        &[
            "LEAVE seats (user_id): 1",
            "DELETE users: 0",
            "INSERT users (id): new 0",
            "UPDATE seats (number): 0",
            "UPDATE seats (number, user_id): 1",
        ],
    );
    // Cards follow the number.
    check(
        vec![
            replaced(),
            seats(vec![changes_to(1, &[(1, 5), (2, 7)])], &had),
            deleted::<cards::table>(&[&[Some(1), Some(99)]]),
        ],
        &[
            "LEAVE seats (user_id): 1",
            "DELETE users: 0",
            "INSERT users (id): new 0",
            "UPDATE seats (number, user_id): 1",
            "DELETE cards: 1",
        ],
    );
}

#[test]
fn what_would_be_deleted_with_a_deferred_key_leaves_before() {
    let takes = [vec![value(0, 0)]];
    let replaced = TableChanges {
        new: table::<ships::table>(&takes).new,
        dependents: crate::orm::relations::dependents(ships::table::def()),
        ..deleted::<ships::table>(&[&[Some(0)]])
    };
    let moves = vec![changes_to(1, &[(1, 7)])];
    check(
        vec![replaced, TableChanges { changed: moves, ..table::<sailors::table>(&[]) }],
        &[
            "UPDATE sailors (ship_id): 1",
            "DELETE sailors of ships 0",
            "DELETE ships: 0",
            "INSERT ships (id): new 0",
        ],
    );
}

#[test]
fn many_leave_without_being_compared_with_each_other() {
    let takes: Vec<_> = (0..100).map(|id| vec![value(0, id)]).collect();
    let gone: Vec<_> = (0..100).map(|id| [Some(id), None, None]).collect();
    let gone: Vec<&[Option<i64>]> = gone.iter().map(|row| &row[..]).collect();
    let had = Asked::default();
    let people = TableChanges {
        new: table::<users::table>(&takes).new,
        changed: (1000..1100).map(|slot| changes_to(slot, &[(2, 999)])).collect(),
        had: &had,
        ..deleted::<users::table>(&gone)
    };
    assert!(planned(vec![people]).is_ok());
    assert!(had.1.get() < 10 * 100, "{}", had.1.get());
}
