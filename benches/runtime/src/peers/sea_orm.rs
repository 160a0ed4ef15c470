//! SeaORM on a pool of one connection (tasks share more) that is never tested and never closed.

use std::hint::black_box;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, DatabaseConnection, DbBackend, DbErr, EntityTrait, LoaderTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, SqlxMySqlConnector, SqlxPostgresConnector,
    SqlxSqliteConnector, TransactionTrait,
};
use tokio::runtime::Runtime;

use super::sqlx::{pool, set_up};
use super::{COLOR, NAME, Peer};
use crate::case::{Case, Keys, POOL, PRAGMAS};
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
        #[sea_orm(has_many = "super::comments::Entity")]
        Comments,
    }

    impl Related<super::users::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Users.def()
        }
    }

    impl Related<super::comments::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Comments.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod comments {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "comments")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub post_id: i64,
        pub body: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::posts::Entity",
            from = "Column::PostId",
            to = "super::posts::Column::Id"
        )]
        Posts,
    }

    impl Related<super::posts::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Posts.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

struct SeaOrm {
    runtime: Runtime,
    on: Database,
    database: DatabaseConnection,
    case: Case,
    keys: Keys,
    rows: Vec<(String, Option<String>)>,
}

pub fn on_sqlite(case: Case) -> Option<Box<dyn Peer>> {
    open(Database::Sqlite, case)
}

pub fn on_postgres(case: Case) -> Option<Box<dyn Peer>> {
    open(Database::Postgres, case)
}

pub fn on_mariadb(case: Case) -> Option<Box<dyn Peer>> {
    open(Database::MariaDb, case)
}

fn open(on: Database, case: Case) -> Option<Box<dyn Peer>> {
    if matches!(case, Case::SelectBorrowed(_) | Case::BuildAndFind) {
        return None;
    }
    let runtime = super::tokio();
    let url = set_up(on, &runtime, "bench_sea_orm", case);
    let database = runtime.block_on(connect(on, &url, case)).expect("the database is there");
    let rows = case.rows(|name, color| (name, color));
    Some(Box::new(SeaOrm { runtime, on, database, case, keys: Keys::new(), rows }))
}

async fn connect(on: Database, url: &str, case: Case) -> Result<DatabaseConnection, sqlx::Error> {
    let connections = if case == Case::Concurrent { POOL } else { 1 };
    Ok(match on {
        Database::Sqlite => {
            let pool = pool::<sqlx::Sqlite>(connections).connect(url).await?;
            sqlx::raw_sql(PRAGMAS).execute(&pool).await?;
            sqlx::raw_sql(sqlx::AssertSqlSafe(case.setup(on))).execute(&pool).await?;
            SqlxSqliteConnector::from_sqlx_sqlite_pool(pool)
        }
        Database::Postgres => {
            let pool = pool(connections).connect(url).await?;
            SqlxPostgresConnector::from_sqlx_postgres_pool(pool)
        }
        Database::MariaDb => {
            let pool = pool(connections).connect(url).await?;
            SqlxMySqlConnector::from_sqlx_mysql_pool(pool)
        }
    })
}

impl Peer for SeaOrm {
    fn run(&mut self, times: u64) -> u64 {
        let SeaOrm { runtime, database, case, keys, rows, .. } = self;
        if *case == Case::Concurrent {
            let find = |task, times| {
                let database = database.clone();
                async move {
                    let mut keys = Keys::of(task);
                    for _ in 0..times {
                        find(&database, keys.next()).await.expect("the statement is valid");
                    }
                    times
                }
            };
            return runtime.block_on(super::concurrently(times, find));
        }
        runtime.block_on(batch(database, *case, keys, rows, times)).expect("the statement is valid")
    }

    fn reset(&mut self) {
        if let Some(statement) = self.case.reset(self.on) {
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
            Case::SelectBorrowed(_) | Case::Concurrent | Case::BuildAndFind => {
                unreachable!("it does not run here")
            }
            Case::JoinFilter => {
                let query = users::Entity::find().find_also_related(posts::Entity);
                let pairs = query.filter(users::Column::HairColor.eq(COLOR)).all(database).await?;
                black_box(pairs).len() as u64
            }
            Case::Eager => eager(database).await?,
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

/// Posts come grouped by their user, and comments by their post.
async fn eager(database: &DatabaseConnection) -> Result<u64, DbErr> {
    let users = users::Entity::find().all(database).await?;
    let posts = users.load_many(posts::Entity, database).await?;
    let counts: Vec<usize> = posts.iter().map(Vec::len).collect();
    let posts: Vec<posts::Model> = posts.into_iter().flatten().collect();
    let comments = posts.load_many(comments::Entity, database).await?;
    let seen = comments.iter().map(Vec::len).sum::<usize>() as u64;
    let mut posts = posts.into_iter().zip(comments);
    let people = users.into_iter().zip(counts).map(|(user, count)| {
        let posts: Vec<_> = posts.by_ref().take(count).collect();
        (user, posts)
    });
    black_box(people.collect::<Vec<_>>());
    Ok(seen)
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
