//! Which foreign keys a module can say, and the relations that follow from them, named from both sides.

use super::column::is_known;
use super::name::{Names, free, plural, singular, unraw};
use super::table::{is_printed, is_view, keys};
use crate::ddl::catalog::{Catalog, Column, ForeignKey, Table};
use crate::types::Kind;

/// The foreign keys and relations of all tables.
pub(super) struct Plan<'c> {
    /// What each foreign key of each table leads to, or why it is not said.
    pub foreign_keys: Vec<Vec<Result<Followed<'c>, String>>>,
    /// The relations of each table: their names, and how they are declared.
    pub relations: Vec<Vec<(String, String)>>,
}

/// A foreign key that is said: from columns to those of a key, in the order of the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Followed<'c> {
    /// Its columns, as places.
    pub columns: Vec<usize>,
    /// The table that it references.
    pub target: usize,
    /// The columns that it references.
    pub target_columns: Vec<&'c Column>,
}

impl<'c> Plan<'c> {
    /// Follows all foreign keys.
    pub fn of(catalog: &'c Catalog, names: &Names) -> Self {
        let followed = catalog.tables.iter().map(|table| {
            let mut seen: Vec<Followed<'c>> = Vec::new();
            let keys = table.foreign_keys.iter().map(|key| {
                let followed = follow(catalog, table, key)?;
                match seen.contains(&followed) {
                    true => Err("the same is declared already".to_owned()),
                    false => {
                        seen.push(followed.clone());
                        Ok(followed)
                    }
                }
            });
            keys.collect()
        });
        let mut foreign_keys: Vec<Vec<_>> = followed.collect();
        while let Some((table, number, reason)) = misfit(catalog, &foreign_keys) {
            foreign_keys[table][number] = Err(reason);
        }
        let mut namer = Namer::new(catalog, names, &foreign_keys);
        for number in 0..catalog.tables.len() {
            namer.relate(number);
        }
        let relations = namer.relations;
        Self { foreign_keys, relations }
    }

    /// What a column is read as: as that which it references, where both are integers.
    pub fn kind(&self, catalog: &Catalog, table: usize, place: usize) -> Option<Kind> {
        kind(catalog, &self.foreign_keys, table, place)
    }
}

fn kind(
    catalog: &Catalog,
    foreign_keys: &[Vec<Result<Followed<'_>, String>>],
    mut table: usize,
    mut place: usize,
) -> Option<Kind> {
    // What is referenced may reference another; and in the end itself.
    for _ in &catalog.tables {
        let referenced = foreign_keys[table].iter().flatten().find_map(|key| {
            let at = key.columns.iter().position(|own| *own == place)?;
            let name = &key.target_columns.get(at)?.name;
            let mut columns = catalog.tables[key.target].columns.iter();
            Some((key.target, columns.position(|column| column.name == *name)?))
        });
        let Some(referenced) = referenced else { break };
        (table, place) = referenced;
    }
    catalog.tables[table].columns[place].kind
}

/// A foreign key whose columns are read as another one's.
fn misfit(
    catalog: &Catalog,
    foreign_keys: &[Vec<Result<Followed<'_>, String>>],
) -> Option<(usize, usize, String)> {
    let kind = |table, place| kind(catalog, foreign_keys, table, place);
    for (table, keys) in foreign_keys.iter().enumerate() {
        for (number, key) in keys.iter().enumerate() {
            let Ok(key) = key else { continue };
            let target = &catalog.tables[key.target].columns;
            for (own, column) in key.columns.iter().zip(&key.target_columns) {
                let place = target.iter().position(|other| other.name == column.name)?;
                if kind(table, *own) != kind(key.target, place) {
                    let name = &catalog.tables[table].columns[*own].name;
                    return Some((table, number, format!("`{name}` has another type")));
                }
            }
        }
    }
    None
}

/// Where a foreign key leads to, or why it is not said.
fn follow<'c>(
    catalog: &'c Catalog,
    table: &Table,
    key: &ForeignKey,
) -> Result<Followed<'c>, String> {
    let is_target = |other: &Table| other.schema == key.target_schema && other.name == key.target;
    let target = catalog.tables.iter().position(is_target);
    let Some(target) = target.filter(|target| is_printed(&catalog.tables[*target])) else {
        return Err(format!("`{}` is not declared here", key.target));
    };
    let other = &catalog.tables[target];
    if is_view(other) {
        return Err(format!("`{}` has no primary key", key.target));
    }
    let is_over = |columns: &&Vec<String>| {
        columns.len() == key.target_columns.len()
            && columns.iter().all(|column| key.target_columns.contains(column))
    };
    let Some(order) = keys(other).find(is_over) else {
        return Err("what it references is declared as no key".to_owned());
    };
    let (mut columns, mut target_columns) = (Vec::new(), Vec::new());
    for name in order {
        let at = key.target_columns.iter().position(|column| column == name);
        let own = at.and_then(|at| key.columns.get(at));
        let place = own.and_then(|own| table.columns.iter().position(|column| column.name == *own));
        let (Some(place), Some(column)) = (place, other.column(name)) else {
            return Err("its columns are unknown".to_owned());
        };
        let own = &table.columns[place];
        if !is_known(own) || !alike(own, column) {
            return Err(format!("`{}` has another type", own.name));
        }
        columns.push(place);
        target_columns.push(column);
    }
    Ok(Followed { columns, target, target_columns })
}

/// Whether two columns have one type in Rust, or may have: an integer is read into a wider one.
fn alike(a: &Column, b: &Column) -> bool {
    let integers = [a.kind, b.kind].iter().flatten().filter(|kind| kind.is_integer()).count() == 2;
    (a.kind == b.kind && a.of_enum == b.of_enum || integers) && a.is_array == b.is_array
}

/// Finds names for relations.
struct Namer<'n, 'c> {
    catalog: &'c Catalog,
    names: &'n Names,
    followed: &'n [Vec<Result<Followed<'c>, String>>],
    /// The names that are taken in each table.
    taken: Vec<Vec<String>>,
    relations: Vec<Vec<(String, String)>>,
}

impl<'n, 'c> Namer<'n, 'c> {
    fn new(
        catalog: &'c Catalog,
        names: &'n Names,
        followed: &'n [Vec<Result<Followed<'c>, String>>],
    ) -> Self {
        let table = || "table".to_owned();
        let taken = names.tables.iter();
        let taken = taken.map(|names| names.columns.iter().cloned().chain([table()]).collect());
        let relations = catalog.tables.iter().map(|_| Vec::new()).collect();
        Self { catalog, names, followed, taken: taken.collect(), relations }
    }

    /// The relations that follow from the foreign keys of a table.
    fn relate(&mut self, number: usize) {
        if !is_printed(&self.catalog.tables[number]) {
            return;
        }
        let keys: Vec<_> = self.followed[number].iter().flatten().cloned().collect();
        if let [near, far] = &*keys
            && self.is_link(number, near, far)
        {
            return self.link(number, near, far);
        }
        for key in &keys {
            let several = keys.iter().filter(|other| other.target == key.target).count() > 1;
            self.belong(number, key, several);
        }
    }

    /// Whether a table holds two foreign keys to primary keys, which are its own, and nothing else.
    fn is_link(&self, number: usize, near: &Followed<'_>, far: &Followed<'_>) -> bool {
        let table = &self.catalog.tables[number];
        let mut places = [&*near.columns, &*far.columns].concat();
        places.sort_unstable();
        let keyed = table.primary_key.as_ref().map_or(0, |key| key.columns.len());
        let whole = |key: &Followed<'_>| {
            let target = &self.catalog.tables[key.target];
            let columns = target.primary_key.as_ref().map(|key| key.columns.iter());
            columns.is_some_and(|columns| {
                columns.eq(key.target_columns.iter().map(|column| &column.name))
            })
        };
        places.iter().copied().eq(0..table.columns.len())
            && keyed == places.len()
            && whole(near)
            && whole(far)
    }

    /// Two relations through a table between.
    fn link(&mut self, number: usize, near: &Followed<'_>, far: &Followed<'_>) {
        let names = self.names;
        let link = &names.tables[number].module;
        let itself = near.target == far.target;
        let ends = [(near, far), (far, near)].map(|(from, to)| {
            let many = match self.stem(number, to).filter(|_| itself) {
                Some(stem) => plural(&stem),
                None => plural(unraw(&names.tables[to.target].module)),
            };
            let choices = [many.clone(), format!("{many}_by_{}", unraw(link))];
            (from, to, self.name(from.target, choices))
        });
        for (place, (from, to, name)) in ends.iter().enumerate() {
            let (_, _, inverse) = &ends[1 - place];
            let columns = match itself {
                true => format!("({} => {})", self.columns(number, from), self.columns(number, to)),
                false => String::new(),
            };
            let target = &names.tables[to.target].module;
            let declared = format!("ManyToMany<{target}::{inverse}, {link}{columns}>");
            self.relations[from.target].push((name.clone(), declared));
        }
    }

    /// A relation to the table that a foreign key references, and one back.
    fn belong(&mut self, number: usize, key: &Followed<'_>, several: bool) {
        let names = self.names;
        let (own, target) = (&names.tables[number], &names.tables[key.target]);
        let parent = singular(unraw(&target.module));
        let first = key.columns.first().map_or("", |place| unraw(&own.columns[*place]));
        let told = format!("{first}_{parent}");
        let stem = self.stem(number, key);
        let by = stem.clone().unwrap_or_else(|| first.to_owned());
        let plain = stem.unwrap_or_else(|| match several {
            true => told.clone(),
            false => parent.clone(),
        });
        let name = self.name(number, [plain, told]);
        let table = &self.catalog.tables[number];
        let one = keys(table).any(|unique| {
            unique
                .iter()
                .all(|column| key.columns.iter().any(|place| table.columns[*place].name == *column))
        });
        let module = unraw(&own.module);
        let back = if one { singular(module) } else { plural(module) };
        let told = format!("{back}_by_{by}");
        let inverse = self.name(key.target, [if several { told.clone() } else { back }, told]);
        let columns = self.columns(number, key);
        let belongs = format!("BelongsTo<{}::{inverse}, {columns}>", target.module);
        let sort = if one { "HasOne" } else { "HasMany" };
        let has = format!("{sort}<{}::{name}>", own.module);
        self.relations[number].push((name, belongs));
        self.relations[key.target].push((inverse, has));
    }

    /// `author` for a foreign key `author_id`.
    fn stem(&self, number: usize, key: &Followed<'_>) -> Option<String> {
        let [only] = &*key.columns else { return None };
        let column = unraw(&self.names.tables[number].columns[*only]);
        column.strip_suffix("_id").filter(|stem| !stem.is_empty()).map(str::to_owned)
    }

    /// `a`, or `(a, b)`.
    fn columns(&self, number: usize, key: &Followed<'_>) -> String {
        let own = &self.names.tables[number].columns;
        let columns: Vec<_> = key.columns.iter().map(|place| own[*place].as_str()).collect();
        match &*columns {
            [only] => (*only).to_owned(),
            several => format!("({})", several.join(", ")),
        }
    }

    /// The first of these names that is not taken in a table, or the last with a number.
    fn name(&mut self, number: usize, choices: [String; 2]) -> String {
        let taken = &mut self.taken[number];
        let [first, second] = choices.map(|name| super::name::ident(&name));
        let name = if taken.contains(&first) { second } else { first };
        free(taken, name)
    }
}
