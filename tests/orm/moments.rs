//! Values of which the database keeps less than the program gives.

use chrono::{DateTime, NaiveDateTime, TimeDelta};

use super::*;

table! {
    pub moments as Moment {
        #[primary_key, identity] id: i64,
        at: NaiveDateTime,
    }
}

schema! { pub calendar: moments }

on_every_database!(an_object_is_its_row_after_a_flush, async |engine, log| {
    engine.create_all::<calendar>().await?;
    let mut session = engine.session();
    let noon = DateTime::UNIX_EPOCH.naive_utc() + TimeDelta::hours(12);
    let new = session.add(Moment, moments::at.set(noon));
    session.commit().await?;
    let moment = session.saved(new)?;
    session.edit(&moment).at = noon + TimeDelta::nanoseconds(1_234);
    session.flush().await?;
    assert_eq!(session[moment].at, noon + TimeDelta::microseconds(1));
    assert_eq!(session.all(&select(moments::at)).await?, [session[moment].at]);
    session.commit().await?;
    assert_eq!(session[moment].at, noon + TimeDelta::microseconds(1));
    log.take();
});
