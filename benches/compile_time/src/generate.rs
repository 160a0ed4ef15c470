//! Makes applications: sizes and a seed decide everything.

use crate::app::{App, At, Body, Column, Filter, Join, Kind, Query, Table};
use crate::random::Random;

/// How many queries of each kind an application has.
pub struct Mix {
    pub columns: usize,
    pub joins: usize,
    pub chains: usize,
    pub groups: usize,
    pub referred: usize,
    pub writes: usize,
}

/// The mix of the large application: 200 queries.
pub const MIX: Mix =
    Mix { columns: 66, joins: 52, chains: 21, groups: 31, referred: 14, writes: 16 };

impl App {
    /// The small application: per table a key, five texts and six integers, and a select of rows, an insert, an update
    /// and a delete.
    pub fn small(tables: usize, seed: u64) -> App {
        let random = &mut Random::new(seed);
        let kinds = [[Kind::Text; 5].as_slice(), &[Kind::Integer; 6]].concat();
        let tables: Vec<Table> = (0..tables).map(|index| plain(index, &kinds)).collect();
        let mut queries = Vec::new();
        for (index, table) in tables.iter().enumerate() {
            let number = index * 4;
            let order = 1 + random.below(table.columns.len() - 1);
            let rows = Body::Rows {
                table: index,
                filters: vec![filter(table, 0, random)],
                order,
                limit: 20,
            };
            let update = Body::Update { table: index, columns: vec![1, 6] };
            let delete = Body::Delete { table: index, filter: filter(table, 0, random) };
            let bodies = [rows, Body::Insert { table: index }, update, delete];
            queries.extend(
                (number..).zip(bodies).map(|(number, body)| Query { name: name(number), body }),
            );
        }
        App { tables, queries, insertable: false }
    }

    /// The large application: tables of so many columns of all kinds that refer to each other, and a mix of queries.
    pub fn large(tables: usize, columns: usize, mix: &Mix, seed: u64) -> App {
        let random = &mut Random::new(seed);
        let tables: Vec<Table> = (0..tables).map(|index| child(index, columns, random)).collect();
        let mut app = App { tables, queries: Vec::new(), insertable: true };
        let counts = [mix.columns, mix.joins, mix.chains, mix.groups, mix.referred, mix.writes];
        let makers = [App::select, App::join, App::chain, App::group, App::refer, App::write];
        for (count, make) in counts.into_iter().zip(makers) {
            for _ in 0..count {
                let body = make(&app, app.queries.len(), random);
                app.queries.push(Query { name: name(app.queries.len()), body });
            }
        }
        app
    }

    /// One more query of the large application: a join of two tables.
    pub fn one_more_query(&self, seed: u64) -> Query {
        let number = self.queries.len();
        Query { name: name(number), body: self.join(number, &mut Random::new(seed)) }
    }

    /// One more table of the large application, which no query uses.
    pub fn one_more_table(&self, seed: u64) -> Table {
        child(self.tables.len(), self.tables[0].columns.len(), &mut Random::new(seed))
    }

    /// A single table of so many columns, half texts and half integers, without queries.
    pub fn one_table(columns: usize) -> App {
        let kinds: Vec<Kind> =
            (1..columns).map(|i| if i % 2 == 0 { Kind::Text } else { Kind::Integer }).collect();
        App { tables: vec![plain(0, &kinds)], queries: Vec::new(), insertable: false }
    }

    /// Tables of four columns, each the parent of the next, and with `joined` a query that joins all of them.
    pub fn line(tables: usize, joined: bool) -> App {
        let all = (0..tables).map(|index| {
            let mut table = plain(index, &[Kind::BigInt, Kind::Text, Kind::Integer]);
            table.columns[1].name = "parent_id".to_owned();
            table.parent = index.checked_sub(1);
            table
        });
        let chain: Vec<usize> = (0..tables).rev().collect();
        let filters = vec![Filter { at: At(tables - 1, 2), operator: "eq", takes_value: true }];
        let columns = vec![At(0, 0), At(0, 2), At(tables - 1, 2), At(tables - 1, 3)];
        let body =
            Body::Columns { tables: chain, join: Join::Inner, columns, filters, limit: None };
        let query = Query { name: name(0), body };
        App {
            tables: all.collect(),
            queries: joined.then_some(query).into_iter().collect(),
            insertable: false,
        }
    }

    fn select(&self, number: usize, random: &mut Random) -> Body {
        let index = random.below(self.tables.len());
        let table = &self.tables[index];
        let filters: Vec<Filter> =
            (0..1 + random.below(2)).map(|_| filter(table, 0, random)).collect();
        let order = random.below(table.columns.len());
        if number.is_multiple_of(2) {
            return Body::Rows { table: index, filters, order, limit: 20 };
        }
        let columns = pick(table, 3, random).into_iter().map(|column| At(0, column)).collect();
        Body::Columns {
            tables: vec![index],
            join: Join::Inner,
            columns,
            filters,
            limit: Some((At(0, order), 20)),
        }
    }

    fn join(&self, number: usize, random: &mut Random) -> Body {
        let join = if number.is_multiple_of(2) { Join::Inner } else { Join::Left };
        self.columns(2, join, random)
    }

    fn chain(&self, _: usize, random: &mut Random) -> Body {
        self.columns(3, Join::Inner, random)
    }

    fn columns(&self, length: usize, join: Join, random: &mut Random) -> Body {
        let tables = self.ancestors(length, random);
        let mut columns = Vec::new();
        for (place, &index) in tables.iter().enumerate() {
            columns.extend(
                pick(&self.tables[index], 2, random).into_iter().map(|column| At(place, column)),
            );
        }
        let filters = vec![
            filter(&self.tables[tables[0]], 0, random),
            filter(&self.tables[tables[1]], 1, random),
        ];
        Body::Columns { tables, join, columns, filters, limit: Some((At(0, 0), 50)) }
    }

    fn group(&self, number: usize, random: &mut Random) -> Body {
        let tables = self.ancestors(1 + number % 2, random);
        let place = tables.len() - 1;
        let key = At(place, 1 + random.below(self.tables[tables[place]].columns.len() - 1));
        let filters = vec![filter(&self.tables[tables[0]], 0, random)];
        Body::Groups { tables, key, filters }
    }

    fn refer(&self, number: usize, random: &mut Random) -> Body {
        let chain = self.ancestors(2, random);
        let columns = pick(&self.tables[chain[1]], 2, random);
        let filter = filter(&self.tables[chain[0]], 0, random);
        Body::Referred {
            parent: chain[1],
            child: chain[0],
            correlated: number.is_multiple_of(2),
            columns,
            filter,
        }
    }

    fn write(&self, number: usize, random: &mut Random) -> Body {
        let index = random.below(self.tables.len());
        let table = &self.tables[index];
        match number % 3 {
            0 => Body::Insert { table: index },
            1 => Body::Update { table: index, columns: pick(table, 2, random) },
            _ => Body::Delete { table: index, filter: filter(table, 0, random) },
        }
    }

    /// A table, its parent, and so on.
    fn ancestors(&self, length: usize, random: &mut Random) -> Vec<usize> {
        loop {
            let mut chain = vec![random.below(self.tables.len())];
            while let Some(parent) = self.tables[chain[chain.len() - 1]].parent {
                if chain.len() == length {
                    break;
                }
                chain.push(parent);
            }
            if chain.len() == length {
                return chain;
            }
        }
    }
}

fn name(number: usize) -> String {
    format!("query_{number:03}")
}

fn plain(index: usize, kinds: &[Kind]) -> Table {
    let mut columns = vec![Column { name: "id".to_owned(), kind: Kind::BigInt, nullable: false }];
    columns.extend(kinds.iter().zip(1..).map(|(&kind, place)| column(place, kind, false)));
    Table { name: format!("table_{index:02}"), columns, parent: None }
}

fn child(index: usize, columns: usize, random: &mut Random) -> Table {
    const KINDS: [Kind; 8] = {
        use Kind::*;
        [Text, Text, Text, BigInt, BigInt, Integer, Bool, Double]
    };
    let kinds: Vec<Kind> = (2..columns).map(|_| KINDS[random.below(KINDS.len())]).collect();
    let mut table = plain(index, &[[Kind::BigInt].as_slice(), &kinds].concat());
    table.columns[1].name = "parent_id".to_owned();
    table.parent = (index > 0).then(|| random.below(index));
    // One text that is never NULL, so that every table has something to group by and to look for.
    table.columns[2] = column(2, Kind::Text, false);
    for column in &mut table.columns[3..] {
        column.nullable = random.below(3) == 0;
    }
    table
}

fn column(place: usize, kind: Kind, nullable: bool) -> Column {
    let kind_name = match kind {
        Kind::Integer => "integer",
        Kind::BigInt => "bigint",
        Kind::Text => "text",
        Kind::Bool => "flag",
        Kind::Double => "double",
    };
    Column { name: format!("{kind_name}_{place}"), kind, nullable }
}

/// Some columns of a table but its key, in order.
fn pick(table: &Table, count: usize, random: &mut Random) -> Vec<usize> {
    let first = 1 + random.below(table.columns.len() - count);
    (first..first + count).collect()
}

fn filter(table: &Table, place: usize, random: &mut Random) -> Filter {
    let index = 2 + random.below(table.columns.len() - 2);
    let column = &table.columns[index];
    let at = At(place, index);
    if column.nullable && random.below(3) == 0 {
        let operator = ["is_null", "is_not_null"][random.below(2)];
        return Filter { at, operator, takes_value: false };
    }
    let operators: &[&str] = match column.kind {
        Kind::Text => &["eq", "ne", "like"],
        Kind::Bool => &["eq"],
        Kind::Integer | Kind::BigInt | Kind::Double => &["eq", "ne", "gt", "ge", "lt", "le"],
    };
    Filter { at, operator: operators[random.below(operators.len())], takes_value: true }
}

#[cfg(test)]
mod tests {
    use super::MIX;
    use crate::app::App;

    #[test]
    fn applications_have_the_size_they_are_named_after() {
        let small = App::small(40, 1);
        assert_eq!((small.tables.len(), small.queries.len()), (40, 160));
        assert!(small.tables.iter().all(|table| table.columns.len() == 12));
        let large = App::large(50, 20, &MIX, 1);
        assert_eq!((large.tables.len(), large.queries.len()), (50, 200));
        assert!(large.tables.iter().all(|table| table.columns.len() == 20));
    }
}
