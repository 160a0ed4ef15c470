//! SeaORM on a pool of one connection that is never tested and never closed.

use std::hint::black_box;

use sea_orm::sea_query::Expr;
use sea_orm::sqlx::sqlite::SqlitePoolOptions;
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, DatabaseConnection, DbBackend, DbErr, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, SqlxSqliteConnector, TransactionTrait,
};

use super::{COLOR, NAME, Peer};
use crate::case::{Case, Keys, PRAGMAS};
use crate::database::Database;

mod users {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "users")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub name: String,
        pub hair_color: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(has_many = "super::posts::Entity")]
        Posts,
    }

    impl Related<super::posts::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Posts.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod posts {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "posts")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub user_id: i64,
        pub title: String,
        pub body: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::users::Entity",
            from = "Column::UserId",
            to = "super::users::Column::Id"
        )]
        Users,
    }

    impl Related<super::users::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Users.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

struct SeaOrm {
    runtime: tokio::runtime::Runtime,
    database: DatabaseConnection,
    case: Case,
    keys: Keys,
    rows: Vec<(String, Option<String>)>,
}

pub fn open(case: Case) -> Option<Box<dyn Peer>> {
    if matches!(case, Case::SelectBorrowed(_) | Case::Concurrent | Case::BuildAndFind) {
        return None;
    }
    let runtime = super::tokio();
    let database = runtime.block_on(connect(case)).expect("SQLite opens in memory");
    let rows = case.rows(|name, color| (name, color));
    Some(Box::new(SeaOrm { runtime, database, case, keys: Keys::new(), rows }))
}

async fn connect(case: Case) -> Result<DatabaseConnection, DbErr> {
    let pool = SqlitePoolOptions::new().max_connections(1).test_before_acquire(false);
    let pool = pool.idle_timeout(None).max_lifetime(None).connect("sqlite::memory:").await;
    let database =
        SqlxSqliteConnector::from_sqlx_sqlite_pool(pool.expect("SQLite opens in memory"));
    database.execute_unprepared(PRAGMAS).await?;
    database.execute_unprepared(&case.setup(Database::Sqlite)).await?;
    Ok(database)
}

impl Peer for SeaOrm {
    fn run(&mut self, times: u64) -> u64 {
        let SeaOrm { runtime, database, case, keys, rows } = self;
        runtime.block_on(batch(database, *case, keys, rows, times)).expect("the statement is valid")
    }

    fn reset(&mut self) {
        if let Some(statement) = self.case.reset(Database::Sqlite) {
            let executed = self.runtime.block_on(self.database.execute_unprepared(statement));
            executed.expect("the statement is valid");
        }
    }
}

async fn batch(
    database: &DatabaseConnection,
    case: Case,
    keys: &mut Keys,
    rows: &[(String, Option<String>)],
    times: u64,
) -> Result<u64, DbErr> {
    let mut seen = 0;
    for _ in 0..times {
        seen += match case {
            Case::FindByPk => find(database, keys.next()).await?,
            Case::Select(_) => black_box(users::Entity::find().all(database).await?).len() as u64,
            Case::SelectBorrowed(_) | Case::Concurrent | Case::BuildAndFind => 0,
            Case::JoinFilter => {
                let query = users::Entity::find().find_also_related(posts::Entity);
                let pairs = query.filter(users::Column::HairColor.eq(COLOR)).all(database).await?;
                black_box(pairs).len() as u64
            }
            Case::InsertOne => {
                users::Entity::insert(model(NAME, Some(COLOR)))
                    .exec_without_returning(database)
                    .await?
            }
            Case::InsertBatch(_) => {
                let models =
                    rows.iter().map(|(name, hair_color)| model(name, hair_color.as_deref()));
                users::Entity::insert_many(models).exec_without_returning(database).await?
            }
            Case::UpdateByPk => update(database, keys.next()).await?,
            Case::Transaction => {
                let id = keys.next();
                let transaction = database.begin().await?;
                let seen = find(&transaction, id).await? + update(&transaction, id).await?;
                transaction.commit().await?;
                seen
            }
            Case::BuildOnly => build(keys.next()),
        };
    }
    Ok(seen)
}

fn model(name: &str, hair_color: Option<&str>) -> users::ActiveModel {
    users::ActiveModel {
        id: NotSet,
        name: Set(name.to_owned()),
        hair_color: Set(hair_color.map(str::to_owned)),
    }
}

async fn find(executor: &impl ConnectionTrait, id: i64) -> Result<u64, DbErr> {
    let user = users::Entity::find_by_id(id).one(executor).await?;
    Ok(u64::from(black_box(user).is_some()))
}

async fn update(executor: &impl ConnectionTrait, id: i64) -> Result<u64, DbErr> {
    let query = users::Entity::update_many().col_expr(users::Column::Name, Expr::value(NAME));
    Ok(query.filter(users::Column::Id.eq(id)).exec(executor).await?.rows_affected)
}

fn build(id: i64) -> u64 {
    let query = users::Entity::find()
        .filter(users::Column::HairColor.eq(COLOR))
        .filter(users::Column::Id.gt(id))
        .order_by_asc(users::Column::Name)
        .limit(10);
    black_box(query.build(DbBackend::Sqlite));
    1
}
