//! The notes and their tags, in a file of SQLite.

use std::collections::BTreeSet;

use relata::Error;
use relata::blocking::{Engine, Session};
use relata::prelude::*;

table! {
    pub notes as Note {
        #[primary_key, identity] id: i64,
        text: String,
        tags: ManyToMany<tags::notes, note_tags>,
    }
}

table! {
    pub tags as Tag {
        #[primary_key] name: String,
        notes: ManyToMany<notes::tags, note_tags>,
    }
}

table! {
    #[primary_key(note_id, tag)]
    pub note_tags {
        #[references(notes::id, on_delete = cascade)] note_id: i64,
        #[references(tags::name, on_delete = cascade)] tag: String,
    }
}

schema! { notebook: notes, tags, note_tags }

/// Notes, as objects of a session.
pub struct Store(Session<'static, Sqlite>);

impl Store {
    /// Opens a file, which is made where there is none.
    pub fn open(path: &str) -> Result<Self, Error> {
        let engine = Engine::<Sqlite>::open(&format!("sqlite:{path}"))?;
        engine.create_all::<notebook>()?;
        Ok(Self(engine.session()))
    }

    /// Adds a note with tags, of which some may be new, and gives its number.
    pub fn add(&mut self, text: &str, labels: &[&str]) -> Result<i64, Error> {
        let Self(session) = self;
        let labels: BTreeSet<&str> = labels.iter().copied().collect();
        let rows = labels.iter().map(|label| tags::name.set(*label));
        let tags = insert_into(tags::table).rows(rows).on_conflict(tags::name).do_nothing();
        session.execute(&tags)?;
        let note = session.add(Note, notes::text.set(text));
        for label in labels {
            let tag = session.get_one(Tag, label.to_string())?;
            session.link(&note, notes::tags, &tag);
        }
        session.commit()?;
        let note = session.saved(note)?;
        Ok(session[note].id)
    }

    /// All notes, or those with a tag.
    pub fn list(&mut self, label: Option<&str>) -> Result<Vec<String>, Error> {
        let tagged = label.map(|label| {
            let with_tag = select(note_tags::note_id).filter(note_tags::tag.eq(label));
            notes::id.in_(with_tag).boxed_on(notes::table)
        });
        self.lines(tagged)
    }

    /// The notes in which all these words are, in any case.
    pub fn search(&mut self, words: &[&str]) -> Result<Vec<String>, Error> {
        let has_words = all_of(words.iter().map(|word| notes::text.icontains(word)));
        self.lines(Some(has_words.boxed_on(notes::table)))
    }

    /// Gives a note another text.
    pub fn edit(&mut self, id: i64, text: &str) -> Result<(), Error> {
        let note = self.0.get_one(Note, id)?;
        self.0.edit(&note).text = text.to_owned();
        self.0.commit()
    }

    /// Removes a note; its tags stay for others.
    pub fn remove(&mut self, id: i64) -> Result<(), Error> {
        let note = self.0.get_one(Note, id)?;
        self.0.delete(&note);
        self.0.commit()
    }

    /// Notes as they are printed, with their tags: two statements, however many there are.
    fn lines(
        &mut self,
        wanted: Option<Filter<'_, Sqlite, notes::table>>,
    ) -> Result<Vec<String>, Error> {
        let Self(session) = self;
        let by_name = notes::tags.selectin().order_by(tags::name);
        let found = select(Note).filter(wanted).order_by(notes::id).with(by_name);
        let found = session.all(&found)?;
        let line = |note: &Tracked<Note, (notes::tags,)>| {
            let Note { id, text } = &session[note];
            let tags = note.get(notes::tags).iter().map(|tag| format!(" #{}", session[tag].name));
            format!("{id:>4}  {text}{}", tags.collect::<String>())
        };
        Ok(found.iter().map(line).collect())
    }
}
