//! Rows that are one of several things: an enum of columns in one table, rows of other tables beside
//! a row, and tables with nothing in common.

use relata::orm::ByValue;

use super::*;

table! {
    #[derive(Eq)]
    pub cars as Car {
        #[primary_key, identity] id: i64,
        name: String,
        /// What it is.
        kind: enum Make {
            Sedan { doors: i32 },
            #[sql(rename = "lorry")]
            Truck { payload: i64, doors: i32, #[references(users::id)] driver_id: Option<i64> },
            Bicycle,
        },
        driver: BelongsTo<users::table, driver_id>,
    }
}

table! {
    pub boats as Boat {
        #[primary_key] name: String,
        hull: enum Hull { Sailing { masts: i32, sail: String }, Raft },
    }
}

table! {
    pub employees as Employee {
        #[primary_key, identity] id: i64,
        name: String,
        engineer: HasOne<engineers::employee>,
        manager: HasOne<managers::employee>,
        badges: HasMany<badges::employee>,
    }
}

table! {
    pub engineers as Engineer {
        #[primary_key, references(employees::id, on_delete = cascade)] id: i64,
        language: String,
        employee: BelongsTo<employees::engineer, id>,
        projects: HasMany<projects::engineer>,
    }
}

table! {
    pub managers as Manager {
        #[primary_key, references(employees::id, on_delete = cascade)] id: i64,
        budget: i64,
        employee: BelongsTo<employees::manager, id>,
    }
}

table! {
    pub projects as Project {
        #[primary_key, identity] id: i64,
        #[references(engineers::id, on_delete = cascade)] engineer_id: i64,
        name: String,
        engineer: BelongsTo<engineers::projects, engineer_id>,
    }
}

table! {
    pub badges as Badge {
        #[primary_key] number: i64,
        #[references(employees::id, on_delete = cascade)] employee_id: i64,
        employee: BelongsTo<employees::badges, employee_id>,
    }
}

table! {
    pub cats as Cat { #[primary_key, identity] id: i64, name: String, lives: i32 }
}

table! {
    pub dogs as Dog { #[primary_key, identity] id: i64, name: String, trick: Option<String> }
}

variants! {
    /// What an employee must be.
    pub enum Role of employees { Engineer(engineer), Manager(manager) }
}

variants! {
    /// What an employee may be.
    pub enum Task of employees { Engineer(engineer), Manager(manager) } else Plain
}

on_every_database!(an_enum_is_columns_of_one_table, async |engine, log| {
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    let beetle = session.add(Car, (cars::name.set("Beetle"), Make::Sedan { doors: 2 }));
    session.add(Car, (cars::name.set("Brompton"), Make::Bicycle));
    session.flush().await?;
    let ada = session.saved(ada)?;
    let driver_id = Some(session[ada].id);
    let truck = Make::Truck { payload: 900, doors: 3, driver_id };
    let truck = session.add(Car, (truck, cars::name.set("Tatra")));
    log.take();
    session.flush().await?;
    assert_eq!(
        log.statements(),
        ["INSERT INTO cars (name, kind, doors, payload, driver_id) VALUES (?1, ?2, ?3, ?4, ?5) \
          RETURNING id"]
    );
    let (beetle, truck) = (session.saved(beetle)?, session.saved(truck)?);
    assert_eq!(session[truck].kind, Make::Truck { payload: 900, doors: 3, driver_id });
    // Only what is other in the row is written.
    session.edit(&beetle).kind = Make::Sedan { doors: 4 };
    session.flush().await?;
    assert_eq!(log.statements(), ["UPDATE cars SET doors = ?1 WHERE id = ?2"]);
    session.edit(&truck).kind = Make::Bicycle;
    session.flush().await?;
    assert_eq!(
        log.statements(),
        ["UPDATE cars SET kind = ?1, doors = ?2, payload = ?3, driver_id = ?4 WHERE id = ?5"]
    );
    session.commit().await?;
    let wheels = |car: &Car| match &car.kind {
        Make::Sedan { .. } => 4,
        Make::Truck { payload, .. } => 4 + payload / 500,
        Make::Bicycle => 2,
    };
    let all = session.all(&select(Car).order_by(cars::id)).await?;
    assert_eq!(all.iter().map(|car| wheels(&session[car])).collect::<Vec<_>>(), [4, 2, 2]);
    // Its columns are columns.
    let few = from(cars::table).filter(cars::kind.eq(MakeKind::Bicycle)).select(count_rows());
    assert_eq!(session.one(&few).await?, 2);
    let by_doors = select(cars::name).filter(cars::doors.gt(3));
    assert_eq!(session.all(&by_doors).await?, ["Beetle"]);
    // So it is in statements without a session.
    let lorry = Make::Truck { payload: 1, doors: 2, driver_id };
    let set = update(cars::table).set(lorry).filter(cars::name.eq("Brompton"));
    assert_eq!(session.execute(&set).await?, 1);
    let insert =
        insert_into(cars::table).values((cars::name.set("Trabant"), Make::Sedan { doors: 2 }));
    assert_eq!(session.execute(&insert).await?, 1);
    let query = select(Car).filter(cars::kind.eq(MakeKind::Truck)).with(cars::driver);
    let lorries = session.all(&query).await?;
    assert!(lorries[0].get(cars::driver) == Some(&ada));
    assert_eq!(session.all(&select(Car)).await?.len(), 4);
    session.delete(&lorries[0]);
    session.commit().await?;
    assert_eq!(engine.all(&select(Car)).await?.len(), 3);
    log.take();
});

on_every_database!(a_row_that_is_no_variant_is_named, async |engine, log| {
    let mut session = engine.session();
    let car = session.add(Car, (cars::name.set("Beetle"), Make::Sedan { doors: 2 }));
    session.commit().await?;
    let car = session.saved(car)?;
    let id = session[car].id;
    // A truck without its columns, which a database can hold.
    let set = update(cars::table).set(cars::kind.set(MakeKind::Truck)).filter(cars::id.eq(id));
    session.execute(&set).await?;
    let error = session.refresh(&car).await.unwrap_err();
    assert!(error.is_decode(), "{error}");
    let text = error.to_string();
    assert!(
        text.contains(&format!("cars {id}: it is NULL, and the row's variant has it")),
        "{text}"
    );
    assert!(text.contains("payload"), "{text}");
    session.rollback().await?;
    log.take();
});

on_every_database!(a_row_that_is_no_variant_is_named_by_its_text, async |engine, log| {
    let raft = insert_into(boats::table).values((boats::name.set("Kon-Tiki"), Hull::Raft));
    engine.execute(&raft).await?;
    let set = update(boats::table).set(boats::hull.set(HullKind::Sailing)).every_row();
    engine.execute(&set).await?;
    let error = engine.all(&select(Boat)).await.unwrap_err();
    assert!(error.is_decode(), "{error}");
    let text = error.to_string();
    assert!(
        text.contains("boats \"Kon-Tiki\": it is NULL, and the row's variant has it"),
        "{text}"
    );
    assert!(text.contains("masts"), "{text}");
    log.take();
});

/// A discriminator that the program does not know.
#[tokio::test]
async fn an_unknown_discriminator_is_an_error_that_names_the_row() -> Result<(), Error> {
    let engine = memory().await?;
    let mut connection = engine.connect().await?;
    connection
        .execute(&insert_into(cars::table).values((cars::name.set("A"), Make::Bicycle)))
        .await?;
    connection.execute(&raw!((), "PRAGMA ignore_check_constraints = ON")).await?;
    connection.execute(&raw!((), "UPDATE cars SET kind = 'plane'")).await?;
    let error = connection.all(&select(Car)).await.unwrap_err().to_string();
    let expected = "cars 1: `plane` is not a label of MakeKind, which has \
                    [\"sedan\", \"lorry\", \"bicycle\"]";
    assert!(error.contains(expected), "{error}");
    assert!(error.contains("kind"), "{error}");
    Ok(())
}

/// An engineer, a manager, and one who is neither.
macro_rules! hire {
    ($engine:ident) => {{
        let mut session = $engine.session();
        let ada = session.add(Employee, employees::name.set("Ada"));
        let engineer =
            session.add(Engineer, (engineers::id.set(&ada), engineers::language.set("Rust")));
        session.add(Project, (projects::engineer_id.set(&engineer), projects::name.set("relata")));
        session.add(Badge, (badges::number.set(7), badges::employee_id.set(&ada)));
        let grace = session.add(Employee, employees::name.set("Grace"));
        session.add(Manager, (managers::budget.set(100), managers::id.set(&grace)));
        session.commit().await?;
    }};
}

on_every_database!(a_row_of_another_table_tells_the_variant, async |engine, log| {
    hire!(engine);
    let mut session = engine.session();
    log.take();
    let query = select(Employee).order_by(employees::id).with((Role, employees::badges));
    let staff = session.all(&query).await?;
    assert_eq!(
        log.statements(),
        [
            "SELECT employees.id, employees.name FROM employees ORDER BY employees.id",
            "SELECT engineers.id, engineers.language FROM engineers \
             WHERE engineers.id IN (SELECT value FROM json_each(?1))",
            "SELECT managers.id, managers.budget FROM managers \
             WHERE managers.id IN (SELECT value FROM json_each(?1))",
            "SELECT badges.number, badges.employee_id FROM badges \
             WHERE badges.employee_id IN (SELECT value FROM json_each(?1))",
        ]
    );
    let mut shown = Vec::new();
    for person in &staff {
        shown.push(match person.variant(Role) {
            Role::Engineer(engineer) => session[engineer].language.clone(),
            Role::Manager(manager) => session[manager].budget.to_string(),
        });
    }
    assert_eq!(shown, ["Rust", "100"]);
    assert_eq!(staff[0].get(employees::badges).len(), 1);
    // A variant is an object like others, with relations of its own.
    let Role::Engineer(ada) = staff[0].variant(Role) else { panic!("she is an engineer") };
    let ada = session.load(ada, engineers::projects).await?;
    assert_eq!(session[ada.get(engineers::projects)[0]].name, "relata");
    session.edit(&ada).language = "SQL".into();
    session.edit(&staff[0]).name = "Augusta".into();
    log.take();
    session.flush().await?;
    assert_eq!(
        log.statements(),
        [
            "UPDATE employees SET name = ?1 WHERE id = ?2",
            "UPDATE engineers SET language = ?1 WHERE id = ?2",
        ]
    );
    // All in one statement.
    let joined = from(employees::table)
        .left_join(employees::engineer)
        .left_join(employees::manager)
        .order_by(employees::id)
        .select((Employee, Engineer, Manager));
    let rows = session.all(&joined).await?;
    assert!(rows[0].1.is_some() && rows[0].2.is_none() && rows[1].2.is_some());
    // The database deletes the row of the variant, and all that depends on it.
    session.delete(&staff[0]);
    session.commit().await?;
    assert_eq!(engine.all(&select(projects::id)).await?.len(), 0);
    assert_eq!(engine.all(&select(engineers::id)).await?.len(), 0);
});

on_every_database!(variants_are_loaded_beside_values_and_from_elsewhere, async |engine, log| {
    hire!(engine);
    let mut connection = engine.connect().await?;
    let query = select(Badge).with(badges::employee.with(Role));
    let found = connection.load(&query).await?;
    let owner = found[0].get(badges::employee).unwrap();
    let role: &Role<ByValue> = owner.variant(Role);
    assert!(matches!(role, Role::Engineer(engineer) if engineer.language == "Rust"));
    log.take();
});

on_every_database!(who_has_no_variant_or_two_is_named, async |engine, log| {
    hire!(engine);
    let mut session = engine.session();
    session.add(Employee, employees::name.set("Edith"));
    session.flush().await?;
    let query = select(Employee).order_by(employees::id);
    let edith = session.all(&query).await?[2];
    let id = session[edith].id;
    let error = session.all(&query.with(Role)).await.unwrap_err();
    assert_eq!(error.to_string(), format!("employees {id} is none of `Role`"));
    let plain = session.load(&edith, Task).await?;
    assert!(matches!(plain.variant(Task), Task::Plain));
    let ada = session.get_one(Employee, 1).await?;
    session.add(Manager, (managers::id.set(&ada), managers::budget.set(1)));
    session.flush().await?;
    let error = session.load(&ada, Task).await.unwrap_err();
    assert_eq!(error.to_string(), "employees 1 is two of `Task`");
    session.rollback().await?;
    log.take();
});

/// Tables with nothing in common are an enum of the program's own.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Pet {
    Cat(Tracked<Cat>),
    Dog(Tracked<Dog>),
}

on_every_database!(tables_of_their_own_are_an_enum_of_handles, async |engine, log| {
    let mut session = engine.session();
    session.add(Cat, (cats::name.set("Tom"), cats::lives.set(9)));
    session.add(Dog, (dogs::name.set("Rex"), dogs::trick.set("roll over")));
    session.add(Dog, (dogs::name.set("Ada"), dogs::trick.set_null()));
    session.flush().await?;
    let mut pets: Vec<Pet> = Vec::new();
    pets.extend(session.all(&select(Cat)).await?.into_iter().map(Pet::Cat));
    pets.extend(session.all(&select(Dog)).await?.into_iter().map(Pet::Dog));
    let name = |pet: &Pet| match pet {
        Pet::Cat(cat) => session[cat].name.clone(),
        Pet::Dog(dog) => session[dog].name.clone(),
    };
    let mut names: Vec<_> = pets.iter().map(name).collect();
    names.sort();
    assert_eq!(names, ["Ada", "Rex", "Tom"]);
    // What they have in common is one query.
    let both = select((cats::name, value("cat"))).union_all(select((dogs::name, value("dog"))));
    let rows: Vec<(String, String)> = session.all(&both).await?;
    assert_eq!(rows.len(), 3);
    log.take();
});

#[test]
fn variants_without_await() -> Result<(), Error> {
    let engine = relata::blocking::Engine::<Sqlite>::open("sqlite::memory:")?;
    engine.create_all::<blog>()?;
    let mut session = engine.session();
    let car = session.add(Car, (cars::name.set("Beetle"), Make::Sedan { doors: 2 }));
    let ada = session.add(Employee, employees::name.set("Ada"));
    session.add(Manager, (managers::id.set(&ada), managers::budget.set(5)));
    session.commit()?;
    let car = session.saved(car)?;
    assert_eq!(session[car].kind, Make::Sedan { doors: 2 });
    let staff = session.all(&select(Employee).with(Role))?;
    let Role::Manager(manager) = staff[0].variant(Role) else { panic!("she is a manager") };
    assert_eq!(session[manager].budget, 5);
    Ok(())
}
