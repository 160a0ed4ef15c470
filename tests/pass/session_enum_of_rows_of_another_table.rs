use relata::Error;
use relata::prelude::*;

table! {
    pub employees as Employee {
        #[primary_key, identity] id: i64,
        name: String,
        engineer: HasOne<engineers::employee>,
        manager: HasOne<managers::employee>,
    }
}
table! {
    pub engineers as Engineer {
        #[primary_key, references(employees::id)] id: i64,
        language: String,
        employee: BelongsTo<employees::engineer, id>,
    }
}
table! {
    pub managers as Manager {
        #[primary_key, references(employees::id)] id: i64,
        budget: i64,
        employee: BelongsTo<employees::manager, id>,
    }
}
variants! { pub enum Role of employees { Engineer(engineer), Manager(manager) } }

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    session.all(&select(Manager).with(managers::employee.with(Role))).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
