// error: INSERT into `paper_labels::table` does not say whose the new rows are
// label: add `.tenant(tenant)`: its column takes the value from there

use relata::Error;
use relata::prelude::*;

table! {
    pub papers as Paper {
        #[primary_key, identity] id: i64,
        labels: ManyToMany<labels::papers, paper_labels>,
    }
}
table! {
    pub labels as Label {
        #[primary_key, identity] id: i64,
        papers: ManyToMany<papers::labels, paper_labels>,
    }
}
table! {
    #[primary_key(paper_id, label_id)]
    pub paper_labels {
        #[references(papers::id)] paper_id: i64,
        #[references(labels::id)] label_id: i64,
        #[tenant] team: i64,
    }
}

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let mut session = engine.session().across_tenants();
    let paper = session.get_one(Paper, 1).await?;
    let label = session.get_one(Label, 1).await?;
    session.link(&paper, papers::labels, &label);
    Ok(())
}

fn main() {
    let _ = run;
}
