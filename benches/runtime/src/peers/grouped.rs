//! Users with their posts with their comments, put together by hand.

use std::collections::HashMap;
use std::hint::black_box;

use super::{Comment, Post, User};

#[expect(dead_code, reason = "made of rows and never read")]
struct Person {
    user: User,
    posts: Vec<Written>,
}

#[expect(dead_code, reason = "made of rows and never read")]
struct Written {
    post: Post,
    comments: Vec<Comment>,
}

/// Puts the rows of [`Case::Eager`](crate::case::Case::Eager) together by their keys; gives the number of comments.
pub fn grouped(users: Vec<User>, posts: Vec<Post>, comments: Vec<Comment>) -> u64 {
    let seen = comments.len() as u64;
    let mut of_posts: HashMap<i64, Vec<Comment>> = HashMap::new();
    for comment in comments {
        of_posts.entry(comment.post_id).or_default().push(comment);
    }
    let mut of_users: HashMap<i64, Vec<Written>> = HashMap::new();
    for post in posts {
        let comments = of_posts.remove(&post.id).unwrap_or_default();
        of_users.entry(post.user_id).or_default().push(Written { post, comments });
    }
    let person = |user: User| {
        let posts = of_users.remove(&user.id).unwrap_or_default();
        Person { user, posts }
    };
    black_box(users.into_iter().map(person).collect::<Vec<Person>>());
    seen
}
