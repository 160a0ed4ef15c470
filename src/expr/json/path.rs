//! Paths into JSON: steps as values, which are one bind, or as constants, which stand in the text.

use crate::expr::Expr;
use crate::expr::group::Unbound;
use crate::expr::literal::Literal;
use crate::expr::value::Int;
use crate::render::json::{PathText, Step};
use crate::render::{Dialect, Pass, Render};
use crate::types::Kind;
use crate::types::logic::{Cons, Nil};
use crate::types::null::NotNull;
use crate::types::tuple::{for_tuples, list};

/// A step of a path: a key, as a text, or a place in an array, as a `usize`; a constant, which
/// stands in the text, is `text!("city")` or `int::<0>()`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no step of a path into JSON",
    label = "a step is a key, as in `.path(\"city\")`, or a place in an array, a `usize`",
    note = "a constant, which may stand in GROUP BY, is `text!(\"city\")` or `int::<0>()`"
)]
pub trait PathStep {
    /// What is kept of it.
    type Kept: KeptStep;
    /// Keeps it.
    fn keep(self) -> Self::Kept;
}

/// A step as it is kept.
pub trait KeptStep {
    /// Whether it is a constant.
    const IN_TEXT: bool;
    /// The step.
    fn step(&self) -> Step<'_>;
}

/// A step that is a key of an object.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no key of an object in JSON",
    label = "a key is a text, as in `.has_key(\"city\")`"
)]
pub trait KeyStep: PathStep {}

macro_rules! steps {
    ($([$($life:lifetime)?] $type:ty: |$step:ident| $made:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($life)?> PathStep for $type {
            type Kept = Self;

            fn keep(self) -> Self {
                self
            }
        }

        impl<$($life)?> KeptStep for $type {
            const IN_TEXT: bool = false;

            fn step(&self) -> Step<'_> {
                let $step = self;
                $made
            }
        }
    )*};
}

steps! {
    ['k] &'k str: |key| Step::Key((*key).into());
    ['k] &'k String: |key| Step::Key(key.as_str().into());
    [] String: |key| Step::Key(key.as_str().into());
    [] usize: |index| Step::Index(*index);
    ['k] Step<'k>: |step| step.clone();
    ['k] &'k Step<'k>: |step| (*step).clone();
}

impl KeyStep for &str {}
impl KeyStep for &String {}
impl KeyStep for String {}
impl<const A: u128, const B: u128, const C: u128, const D: u128> KeyStep
    for Expr<Literal<A, B, C, D>>
{
}

#[diagnostic::do_not_recommend]
impl<const A: u128, const B: u128, const C: u128, const D: u128> PathStep
    for Expr<Literal<A, B, C, D>>
{
    type Kept = Literal<A, B, C, D>;

    fn keep(self) -> Self::Kept {
        self.0
    }
}

impl<const A: u128, const B: u128, const C: u128, const D: u128> KeptStep for Literal<A, B, C, D> {
    const IN_TEXT: bool = true;

    fn step(&self) -> Step<'_> {
        Step::Key(self.text().into())
    }
}

#[diagnostic::do_not_recommend]
impl<const N: i64> PathStep for Expr<Int<N>> {
    type Kept = Int<N>;

    fn keep(self) -> Self::Kept {
        self.0
    }
}

impl<const N: i64> Int<N> {
    const PLACE: usize = {
        assert!(N >= 0, "a place in an array of JSON is counted from 0");
        N as usize
    };
}

impl<const N: i64> KeptStep for Int<N> {
    const IN_TEXT: bool = true;

    fn step(&self) -> Step<'_> {
        Step::Index(Self::PLACE)
    }
}

/// A path: a step, a tuple of steps, or a list of them that is made while the program runs.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no path into JSON",
    label = "a path is a key, as in `.path(\"city\")`, a place in an array, a `usize`, or a tuple of such steps"
)]
pub trait IntoPath {
    /// Its steps.
    type Steps: Steps;
    /// Makes it.
    fn into_path(self) -> Self::Steps;
}

impl<S: PathStep> IntoPath for S {
    type Steps = Cons<S::Kept, Nil>;

    fn into_path(self) -> Self::Steps {
        Cons(self.keep(), Nil)
    }
}

macro_rules! path_tuple {
    ($($name:ident $index:tt)*) => {
        #[diagnostic::do_not_recommend]
        impl<$($name: PathStep),*> IntoPath for ($($name,)*) {
            type Steps = list!(type $($name::Kept),*);

            fn into_path(self) -> Self::Steps {
                list!(value $(self.$index.keep()),*)
            }
        }
    };
}

for_tuples!(path_tuple);

/// The steps of a path.
pub trait Steps {
    /// Whether all of them are constants.
    const IN_TEXT: bool;
    /// Adds them to a path.
    fn write(&self, path: &mut PathText);
}

impl Steps for Nil {
    const IN_TEXT: bool = true;

    fn write(&self, _: &mut PathText) {}
}

impl<H: KeptStep, T: Steps> Steps for Cons<H, T> {
    const IN_TEXT: bool = H::IN_TEXT && T::IN_TEXT;

    fn write(&self, path: &mut PathText) {
        path.push(self.0.step());
        self.1.write(path);
    }
}

macro_rules! lists {
    ($([$($generic:tt)*] $list:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generic)* S: KeptStep> IntoPath for $list {
            type Steps = Self;

            fn into_path(self) -> Self {
                self
            }
        }

        impl<$($generic)* S: KeptStep> Steps for $list {
            const IN_TEXT: bool = false;

            fn write(&self, path: &mut PathText) {
                self.iter().for_each(|step| path.push(step.step()));
            }
        }
    )*};
}

lists! {
    [] Vec<S>;
    ['l,] &'l [S];
    ['l,] &'l Vec<S>;
    [const N: usize,] [S; N];
    ['l, const N: usize,] &'l [S; N];
}

/// A path as a node: a bind, or a constant in quotes.
#[derive(Clone, Copy, Debug)]
pub struct Path<L>(pub(super) L);

/// The same, where it must not be the whole JSON.
#[derive(Clone, Copy, Debug)]
pub struct Inside<L>(pub(super) L);

constant!([L: Steps] Path<L>; type (); null NotNull;);
constant!([L: Steps] Inside<L>; type (); null NotNull;);
impl<L: Unbound> Unbound for Path<L> {}
impl<L: Unbound> Unbound for Inside<L> {}

impl<D: Dialect, L: Steps> Render<D> for Path<L> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        write(&self.0, None, pass);
    }
}

impl<D: Dialect, L: Steps> Render<D> for Inside<L> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        write(&self.0, Some("a path without steps is the whole JSON, and no place in it"), pass);
    }
}

/// What cannot be written is a bind, too, which is refused: where it has no steps, if there is a reason.
fn write<L: Steps>(steps: &L, without: Option<&'static str>, pass: &mut Pass<'_, '_>) {
    let mut path = PathText::new(pass.spec().json);
    if L::IN_TEXT {
        steps.write(&mut path);
        if path.refused().is_none() {
            return pass.literal(&path.finish());
        }
        path = PathText::new(pass.spec().json);
    }
    pass.bind_made(Kind::Text, |sink| {
        steps.write(&mut path);
        match path.refused().or(without.filter(|_| path.is_empty())) {
            Some(reason) => sink.refuse(reason.to_owned()),
            None => sink.text_owned(path.finish()),
        }
    });
}
