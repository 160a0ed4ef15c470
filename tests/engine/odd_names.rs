//! Names and values with every character that SQL or a driver may take for its own, in statements on each
//! database.

use relata::Error;
use relata::prelude::*;

use super::on_every_database;

table! {
    #[table(name = "it's :a [table] ? %s")]
    pub odd as Odd {
        #[primary_key, identity] id: i64,
        #[column(name = "per % cent"), unique, sql(varchar(200))] percent: String,
        #[column(name = "more :: %colons%(s)")] colons: String,
        #[column(name = "q?marks ?1 $1 -- ;")] marks: String,
        #[column(name = "[Brackets]]")] brackets: String,
        #[column(name = "it's \"quoted\" `twice`")] quotes: String,
        #[column(name = "back\\slash /* x */")] slashes: String,
        #[column(name = "dot.s")] dots: String,
        #[column(name = "select")] word: String,
        #[column(name = "Größe 数")] letters: String,
    }
}
schema! { pub oddities: odd }

const TEXTS: [&str; 9] = [
    "per % cent %s %(a)s",
    ":a ::b :1",
    "? ?1 $1 ; -- x",
    "[a] ] [",
    "it's \"quoted\" `twice` ''",
    "\\ \\' \\n /* x */ */",
    "a.b",
    "select",
    "é 数 🦀 👩‍👩‍👧",
];

on_every_database!(odd_names_and_values_come_back_as_they_were, async |engine| {
    engine.create_all::<oddities>().await?;
    let [percent, colons, marks, brackets, quotes, slashes, dots, word, letters] = TEXTS;
    let row = || {
        (
            odd::percent.set(percent),
            odd::colons.set(colons),
            odd::marks.set(marks),
            odd::brackets.set(brackets),
            odd::quotes.set(quotes),
            odd::slashes.set(slashes),
            odd::dots.set(dots),
            odd::word.set(word),
            odd::letters.set(letters),
        )
    };
    engine.execute(&insert_into(odd::table).values(row())).await?;
    let found = engine.all(&select(Odd)).await?;
    let [found] = &found[..] else { panic!("{found:?}") };
    let texts = [
        &found.percent,
        &found.colons,
        &found.marks,
        &found.brackets,
        &found.quotes,
        &found.slashes,
        &found.dots,
        &found.word,
        &found.letters,
    ];
    assert_eq!(texts, TEXTS);
    // Each finds its row, alone and in a list, and constants of the text are no placeholders.
    let same = select(odd::id)
        .filter(odd::percent.eq(percent).and(odd::colons.eq(colons)).and(odd::marks.eq(marks)))
        .filter(odd::brackets.in_([brackets, quotes]).and(odd::quotes.in_([brackets, quotes])))
        .filter(odd::slashes.contains("\\n").and(odd::percent.contains("% cent %s")))
        .filter(odd::colons.eq(text!(":a ::b :1")).and(odd::marks.eq(text!("? ?1 $1 ; -- x"))))
        .filter(odd::quotes.eq(text!("it's \"quoted\" `twice` ''")))
        .filter(odd::letters.eq(letters).and(odd::word.ne(odd::dots)))
        .order_by((odd::marks, odd::quotes.desc()));
    assert_eq!(engine.all(&same).await?, [found.id]);
    let again = insert_into(odd::table)
        .values(row())
        .on_conflict(odd::percent)
        .do_update((odd::quotes.set(excluded(odd::marks)), odd::marks.set(odd::brackets)));
    engine.execute(&again).await?;
    let changed = update(odd::table)
        .set((odd::slashes.set(odd::slashes.concat(odd::letters)), odd::dots.set(":a")))
        .filter(odd::colons.starts_with(":a :"));
    assert_eq!(engine.execute(&changed).await?, 1);
    let now = select((odd::quotes, odd::marks, odd::slashes, odd::dots));
    let slashes = format!("{slashes}{letters}");
    let expected = (marks.to_owned(), brackets.to_owned(), slashes, ":a".to_owned());
    assert_eq!(engine.all(&now).await?, [expected]);
    let gone = delete(odd::table).filter(odd::marks.eq(brackets));
    assert_eq!(engine.execute(&gone).await?, 1);
});

on_every_database!(a_session_writes_odd_names, async |engine| {
    engine.create_all::<oddities>().await?;
    let mut session = engine.session();
    let row = session.add(
        Odd,
        (
            odd::percent.set(TEXTS[0]),
            odd::colons.set(TEXTS[1]),
            odd::marks.set(TEXTS[2]),
            odd::brackets.set(TEXTS[3]),
            odd::quotes.set(TEXTS[4]),
            odd::slashes.set(TEXTS[5]),
            odd::dots.set(TEXTS[6]),
            odd::word.set(TEXTS[7]),
            odd::letters.set(TEXTS[8]),
        ),
    );
    session.commit().await?;
    let row = session.saved(row)?;
    session.edit(&row).colons = TEXTS[8].to_owned();
    session.commit().await?;
    drop(session);
    assert_eq!(
        engine.all(&select((odd::colons, odd::marks))).await?,
        [(TEXTS[8].to_owned(), TEXTS[2].to_owned())]
    );
});
