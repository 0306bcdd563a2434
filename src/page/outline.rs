//! The blocks of a section that goes through the questions in order.

use super::context::PageContext;
use super::layout::Block;
use crate::compare::Comparison;
use crate::model::{EventId, TopicId};
use crate::safe::safe;

/// Blocks as they are gathered: a topic and an event are named when another one begins.
pub(super) struct Outline<'c, 'r> {
    context: &'c PageContext<'r>,
    topic: Option<TopicId>,
    event: Option<EventId>,
    blocks: Vec<Block>,
}

impl<'c, 'r> Outline<'c, 'r> {
    /// Begins without any block.
    pub(super) fn new(context: &'c PageContext<'r>) -> Self {
        Self {
            context,
            topic: None,
            event: None,
            blocks: Vec::new(),
        }
    }

    /// Names the topic of a question if the last question was on another one.
    pub(super) fn topic(&mut self, comparison: &Comparison) {
        let topic = self.context.event(comparison).topic;
        if self.topic.replace(topic) != Some(topic) && self.context.several_topics {
            let title = &self.context.report.record[topic].title;
            self.blocks.push(Block::Topic(safe(title)));
        }
    }

    /// Names topic and event of a question if the last question was on others.
    pub(super) fn event(&mut self, comparison: &Comparison) {
        self.topic(comparison);
        let event = comparison.question.event;
        if self.event.replace(event) != Some(event) {
            let title = self.context.event_and_date(comparison);
            self.blocks.push(Block::Group(title));
        }
    }

    /// Appends a block.
    pub(super) fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// Appends blocks.
    pub(super) fn extend(&mut self, blocks: impl IntoIterator<Item = Block>) {
        self.blocks.extend(blocks);
    }

    /// Returns the blocks.
    pub(super) fn into_blocks(self) -> Vec<Block> {
        self.blocks
    }
}
