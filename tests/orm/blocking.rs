//! The session without `.await`.

use relata::blocking::{self, Executor as _};

use super::*;

#[test]
fn it_has_the_same_verbs() -> Result<(), Error> {
    let engine = blocking::Engine::<Sqlite>::open("sqlite::memory:")?;
    engine.create_all::<blog>()?;
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    session.add(Post, (posts::author_id.set(&ada), posts::title.set("Notes")));
    session.flush()?;
    let ada = session.saved(ada)?;
    session.edit(&ada).nickname = Some("A".into());
    let savepoint = session.savepoint()?;
    session.delete(&ada);
    session.rollback_to(savepoint)?;
    session.commit()?;
    assert_eq!(session.get(User, 1)?, Some(ada));
    let people = session.all(&select(User).with(users::posts))?;
    assert_eq!(session[people[0].get(users::posts)[0]].title, "Notes");
    assert_eq!(session.load(&ada, users::posts)?.get(users::posts).len(), 1);
    assert_eq!(session.load_all(&people, users::posts)?.len(), 1);
    session.execute(&update(users::table).set(users::name.set("Augusta")).every_row())?;
    session.refresh(&ada)?;
    assert_eq!(session[ada].name, "Augusta");
    session.rollback()?;
    session.refresh_all([&ada])?;
    assert_eq!(session[ada].name, "Ada");
    assert_eq!(session.one(&from(users::table).select(count_rows()))?, 1);
    session.commit()?;
    let mut connection = engine.connect()?;
    let values = connection.load(&select(User).with(users::posts))?;
    assert_eq!((&*values[0].name, &*values[0].get(users::posts)[0].title), ("Ada", "Notes"));
    drop(connection);
    let mut tx = engine.begin()?;
    let mut inner = tx.session();
    inner.add(User, user!("Grace"));
    inner.commit()?;
    drop(inner);
    tx.rollback()?;
    assert_eq!(engine.session().all(&select(User))?.len(), 1);
    Ok(())
}
