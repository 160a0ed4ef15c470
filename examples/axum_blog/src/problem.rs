//! What goes wrong, as an answer: a status, and a text for whoever has asked.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::schema::{PostConstraint, UserConstraint};

/// Why a request was not answered as it was meant.
#[derive(Debug, Serialize)]
pub struct Problem {
    #[serde(skip)]
    status: StatusCode,
    error: &'static str,
}

/// What a handler gives.
pub type Answer<T> = Result<T, Problem>;

impl Problem {
    pub const NOT_FOUND: Self = Self::new(StatusCode::NOT_FOUND, "there is no such thing");
    pub const NO_PAGE: Self =
        Self::new(StatusCode::BAD_REQUEST, "there is no such page: begin with the first");
    pub const STALE: Self =
        Self::new(StatusCode::CONFLICT, "somebody else has changed it: read it again");

    const fn new(status: StatusCode, error: &'static str) -> Self {
        Self { status, error }
    }
}

impl From<relata::Error> for Problem {
    fn from(error: relata::Error) -> Self {
        const INVALID: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
        match error.violated::<UserConstraint>() {
            Some(UserConstraint::UniqueEmail) => {
                return Self::new(StatusCode::CONFLICT, "the email is taken");
            }
            Some(UserConstraint::NameIsThere) => return Self::new(INVALID, "a name is missing"),
            Some(UserConstraint::PrimaryKey) | None => {}
        }
        match error.violated::<PostConstraint>() {
            Some(PostConstraint::TitleIsThere) => return Self::new(INVALID, "a title is missing"),
            Some(PostConstraint::PrimaryKey | PostConstraint::ForeignKeyAuthorId) | None => {}
        }
        if error.is_not_found() {
            Self::NOT_FOUND
        } else if error.is_stale() {
            Self::STALE
        } else if error.is_foreign_key_violation() {
            // Not all databases say which.
            Self::new(INVALID, "it refers to something that is not there")
        } else if error.is_retryable() || error.is_pool_timeout() {
            Self::new(StatusCode::SERVICE_UNAVAILABLE, "too busy: try again")
        } else {
            tracing::error!(%error, sql = error.sql(), "a request has failed");
            Self::new(StatusCode::INTERNAL_SERVER_ERROR, "something is wrong here")
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.status, Json(self)).into_response()
    }
}
