//! Tells open pages that the hall was read again: a stream of server-sent events with the number of the generation.
//!
//! The number is all that is sent. What it means for a page, the page asks for: only it knows what it shows.

use super::hall::Generation;
use hyper::body::{Body, Bytes, Frame, SizeHint};
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use tokio::sync::watch::Receiver;

type Generations = Receiver<Arc<Generation>>;
type Next = Pin<Box<dyn Future<Output = Option<(Bytes, Generations)>> + Send>>;

/// The body of an answer.
pub(super) enum Answer {
    /// Bytes, sent whole.
    Whole(Option<Bytes>),
    /// Events without end: the next one while it is waited for.
    Events(Next),
}

impl Answer {
    /// All of `bytes`.
    pub(super) fn whole(bytes: impl Into<Bytes>) -> Self {
        Self::Whole(Some(bytes.into()))
    }

    /// The number of the present generation at once, and of every one that follows.
    pub(super) fn events(mut generations: Generations) -> Self {
        // Half a second until a page asks whether a preview that was stopped is there again.
        let first = format!("retry: 500\n{}", event_of(&generations.borrow_and_update()));
        Self::Events(Box::pin(std::future::ready(Some((Bytes::from(first), generations)))))
    }
}

fn event_of(generation: &Generation) -> String {
    format!("event: generation\ndata: {}\n\n", generation.number)
}

/// Waits for the generation after the one last seen.
async fn next_event(mut generations: Generations) -> Option<(Bytes, Generations)> {
    generations.changed().await.ok()?;
    let event = event_of(&generations.borrow_and_update());
    Some((Bytes::from(event), generations))
}

impl Body for Answer {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        match self.get_mut() {
            Self::Whole(bytes) => Poll::Ready(bytes.take().map(|bytes| Ok(Frame::data(bytes)))),
            Self::Events(next) => {
                let Some((event, generations)) = ready!(next.as_mut().poll(context)) else {
                    return Poll::Ready(None);
                };
                *next = Box::pin(next_event(generations));
                Poll::Ready(Some(Ok(Frame::data(event))))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Whole(None))
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => SizeHint::with_exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64)),
            Self::Events(_) => SizeHint::default(),
        }
    }
}
