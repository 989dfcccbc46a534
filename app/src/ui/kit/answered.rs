//! What a page shows of an answer of the server.
//!
//! The server waits for the answer before it sends the page, which carries it along; where one walks to a page in the
//! browser, it is asked for. What Leptos has for that, resources and `Suspense`, would be a sixth of what such a page loads:
//! so only the server does it with them.

use leptos::prelude::*;
use serde::Serialize;
use unpack::Unpack;

use crate::{
    text::{Language, Pages, use_language},
    wire::error::AppError,
};

/// Draws what is answered; asks again when the question has changed, and what is there stays until then.
#[track_caller]
pub fn answered<T, Question, Answer>(
    question: impl Fn() -> Question + Send + Sync + 'static,
    ask: impl Fn(Question) -> Answer + Send + Sync + 'static,
    waiting: fn() -> AnyView,
    draw: impl Fn(T) -> AnyView + Clone + Send + Sync + 'static,
) -> AnyView
where
    T: Serialize + Unpack + Clone + Send + Sync + 'static,
    Question: Clone + PartialEq + Send + Sync + 'static,
    Answer: Future<Output = T> + Send + 'static,
{
    #[cfg(feature = "hydrate")]
    return in_browser(question, ask, waiting, draw);
    #[cfg(not(feature = "hydrate"))]
    on_server(question, ask, waiting, draw)
}

/// Says that it comes.
pub fn loading() -> AnyView {
    let language = use_language();
    view! { <p class="quiet" role="status">{language.say(Pages::Loading)}</p> }.into_any()
}

/// Says why there is none.
pub fn refused(problem: &AppError, language: Language) -> AnyView {
    view! { <p class="problem" role="alert">{language.say(problem)}</p> }.into_any()
}

/// A page that arrives in parts would need scripts to put them together.
#[cfg(not(feature = "hydrate"))]
#[track_caller]
fn on_server<T, Question, Answer>(
    question: impl Fn() -> Question + Send + Sync + 'static,
    ask: impl Fn(Question) -> Answer + Send + Sync + 'static,
    waiting: fn() -> AnyView,
    draw: impl Fn(T) -> AnyView + Clone + Send + Sync + 'static,
) -> AnyView
where
    T: Serialize + Unpack + Clone + Send + Sync + 'static,
    Question: Clone + PartialEq + Send + Sync + 'static,
    Answer: Future<Output = T> + Send + 'static,
{
    use crate::wire::answer::Written;

    let answer = Resource::<T, Written>::new_with_options(question, ask, true);
    view! {
        <Suspense fallback=waiting>
            {move || {
                let draw = draw.clone();
                Suspend::new(async move { draw(answer.await) })
            }}
        </Suspense>
    }
    .into_any()
}

#[cfg(feature = "hydrate")]
fn in_browser<T, Question, Answer>(
    question: impl Fn() -> Question + Send + Sync + 'static,
    ask: impl Fn(Question) -> Answer + 'static,
    waiting: fn() -> AnyView,
    draw: impl Fn(T) -> AnyView + Send + 'static,
) -> AnyView
where
    T: Serialize + Unpack + Clone + Send + Sync + 'static,
    Question: Clone + PartialEq + Send + Sync + 'static,
    Answer: Future<Output = T> + 'static,
{
    use crate::{
        reactive::{effect, memo},
        wire::answer::carried,
    };

    let come = carried(|| None::<T>);
    // What a page carries is numbered: the server's `Suspense` has a number as well.
    let _ = Owner::current_shared_context().map(|numbers| numbers.next_id());
    let mut came_along = come.is_some();
    let answer = RwSignal::new(come);
    let question = memo(move || question());
    effect(move || {
        let asked = question.get();
        if std::mem::take(&mut came_along) {
            return;
        }
        let coming = ask(asked.clone());
        crate::reactive::spawn_local(async move {
            let come = coming.await;
            // Of a question that was asked before, it is no news.
            if question.try_get_untracked() == Some(asked) {
                answer.try_set(Some(come));
            }
        });
    });
    view! {
        {move || match answer.get() {
            Some(answer) => untrack(|| draw(answer)),
            None => waiting(),
        }}
    }
    .into_any()
}
