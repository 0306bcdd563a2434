//! The questions, in their order, and what each answer means for the entry.

use std::path::Path;
use std::rc::Rc;

use crate::author;
use crate::load::suggest::nearest;
use crate::model::{Kind, Record};
use crate::wording::fold::slug;
use crate::wording::guess;

use super::super::super::Failure;
use super::super::super::choices::{attributes, events, kinds, sides, speakers, topics};
use super::super::super::prompt::{self, Meant, NoAnswer, PromptChoice, Question, Terminal};
use super::super::NewArgs;
use super::super::draft::ClaimsFolder;
use super::super::entry::ClaimEntry;
use super::value::{self, ValueAnswer, values};
use super::words::{Step, Words, no_fault, words};

/// A conversation about one claim.
pub(super) struct Talk<'a> {
    pub(super) terminal: &'a mut Terminal,
    args: &'a NewArgs,
    /// The answers so far.
    pub(super) entry: ClaimEntry,
    /// The answers with which it began: what they give is not asked.
    given: ClaimEntry,
    /// The event of the claim before.
    event: Option<&'a str>,
    /// What is there, without what is to be made.
    base: Rc<ClaimsFolder>,
}

impl<'a> Talk<'a> {
    /// Begins a conversation with some answers.
    pub(super) fn new(
        terminal: &'a mut Terminal,
        args: &'a NewArgs,
        entry: ClaimEntry,
        event: Option<&'a str>,
    ) -> Result<Self, Failure> {
        Ok(Self {
            base: Rc::new(ClaimsFolder::open(&args.folder)?),
            terminal,
            given: entry.clone(),
            args,
            entry,
            event,
        })
    }

    /// Returns the file that was named.
    pub(super) fn file(&self) -> Option<&'a Path> {
        self.args.file.as_deref()
    }

    /// Returns the folder with what is to be made.
    pub(super) fn folder(&self) -> Result<ClaimsFolder, Failure> {
        ClaimsFolder::open(&self.args.folder)?.with(&self.entry.with_ids())
    }

    /// Returns true if a question is to be asked: if nothing has answered it, and an answer means something.
    pub(super) fn wants(&self, step: Step) -> bool {
        let (given, made) = (&self.given, &self.given.missing);
        let now = &self.entry.missing;
        let (event, by) = (now.event_title.is_some(), now.by_name.is_some());
        let attribute = now.attribute_label.is_some();
        let source = self.entry.name.is_some();
        let has_sides = !self.record().parties.is_empty();
        match step {
            Step::Source => given.source.is_none() && self.args.file.is_none(),
            Step::SourceName => source && given.name.is_none(),
            Step::SourceSide => source && has_sides && given.party.is_none(),
            Step::SourceKind => source && given.kind.is_none(),
            Step::Event => given.event.is_none() && made.event_title.is_none(),
            Step::EventTitle => event && made.event_title.is_none(),
            Step::EventDate => event && made.event_date.is_none(),
            Step::EventPlace => event && made.event_place.is_none(),
            Step::Topic => event && made.topic.is_none(),
            Step::By => given.by.is_none() && made.by_name.is_none(),
            Step::ByName => by && made.by_name.is_none(),
            Step::BySide => by && has_sides && made.by_party.is_none(),
            Step::Attribute => given.attribute.is_none() && made.attribute_label.is_none(),
            Step::AttributeLabel => attribute && made.attribute_label.is_none(),
            Step::Value => given.value.is_empty(),
            Step::AttributeKind => attribute && made.attribute_kind.is_none(),
            Step::AttributeUnit => {
                let kind = now.attribute_kind.as_deref();
                let is_number = matches!(kind, Some("count" | "amount"));
                attribute && is_number && made.attribute_unit.is_none()
            }
            Step::Quote => given.quote.is_none(),
            Step::AsOf => given.as_of.is_none(),
            Step::Url => given.url.is_none(),
            Step::Note => given.note.is_none(),
        }
    }

    /// Asks a question, and takes its answer into the entry.
    pub(super) fn ask(&mut self, step: Step) -> Result<(), NoAnswer> {
        match step {
            Step::Source => self.source(),
            Step::Event => self.event(),
            Step::Topic => self.topic(),
            Step::By => self.by(),
            Step::Attribute => self.attribute(),
            Step::Value => self.value(),
            Step::AttributeKind => self.attribute_kind(),
            Step::AttributeUnit => self.attribute_unit(),
            _ => words(step).map_or(Ok(()), |words| self.words(&words)),
        }
    }

    /// Asks for words that are taken as they are.
    fn words(&mut self, words: &Words) -> Result<(), NoAnswer> {
        let sides = sides(self.record());
        let initial = (words.field)(&mut self.entry).clone();
        let question = Question {
            text: words.text,
            help: words.help,
            initial: initial.as_deref().unwrap_or_default(),
            choices: if words.is_side { &sides } else { &[] },
            look: None,
        };
        let answer = if words.is_needed {
            Some(question.needed(self.terminal)?)
        } else {
            question.optional(self.terminal, words.fault)?
        };
        *(words.field)(&mut self.entry) = answer;
        Ok(())
    }

    fn topic(&mut self) -> Result<(), NoAnswer> {
        let topics = topics(self.record());
        let made = &mut self.entry.missing;
        let title = made.event_title.as_deref().filter(|_| topics.is_empty());
        let question = Question {
            text: "Topic:",
            help: "what the event belongs to: one that is there, or the title of a new one, which gets a folder",
            initial: made.topic.as_deref().or(title).unwrap_or_default(),
            choices: &topics,
            look: None,
        };
        made.topic = Some(question.needed(self.terminal)?);
        Ok(())
    }

    fn attribute_kind(&mut self) -> Result<(), NoAnswer> {
        let typed = self.entry.value.join("; ");
        let made = &mut self.entry.missing;
        let looks = guess::kind(&typed).word();
        let kinds = kinds();
        let question = Question {
            text: "Kind of value:",
            help: "how its values are read",
            initial: made.attribute_kind.as_deref().unwrap_or(looks),
            choices: &kinds,
            look: None,
        };
        let read = |answer: &str| match prompt::meant(&kinds, answer) {
            Meant::Choice(id) | Meant::Perhaps(id) => Ok(id),
            Meant::Nothing => Err("this is no kind: choose one with Tab".to_owned()),
        };
        let kind = question.ask(self.terminal, &read)?;
        self.entry.value = values(&typed, Kind::from_word(&kind));
        made.attribute_kind = Some(kind);
        Ok(())
    }

    fn attribute_unit(&mut self) -> Result<(), NoAnswer> {
        let counted = guess::counted(&self.entry.value.join("; "));
        let made = &mut self.entry.missing;
        let said = counted.as_ref().and_then(|counted| counted.unit.as_deref());
        let question = Question {
            text: "Unit:",
            help: "what is counted or measured, such as people or km; Enter leaves it out",
            initial: made.attribute_unit.as_deref().or(said).unwrap_or_default(),
            ..Question::default()
        };
        made.attribute_unit = question.optional(self.terminal, no_fault)?;
        // What is counted is the attribute's affair: the value is the number.
        if let Some(counted) = counted {
            self.entry.value = vec![counted.value];
        }
        Ok(())
    }

    fn value(&mut self) -> Result<(), NoAnswer> {
        if self.entry.missing.attribute_label.is_some() {
            self.entry.value = value::first(self.terminal, &self.entry.value.join("; "))?;
            return Ok(());
        }
        let folder = self.folder().map(Rc::new);
        let folder = folder.as_ref().unwrap_or(&self.base);
        let (entry, file) = (self.entry.with_ids(), self.args.file.as_deref());
        let ValueAnswer { value, unit } = value::ask(self.terminal, folder, &entry, file)?;
        self.entry.value = value;
        self.entry.unit = unit;
        Ok(())
    }

    fn record(&self) -> &Record {
        &self.base.before.record
    }

    fn source(&mut self) -> Result<(), NoAnswer> {
        let speakers = speakers(self.record());
        let question = Question {
            text: "Source:",
            help: "where the words stand: an outlet, a spokesman, a data set; type a new one to add it",
            initial: self.entry.source.as_deref().unwrap_or_default(),
            choices: &speakers,
            look: None,
        };
        let typed = question.needed(self.terminal)?;
        let known = match author::speaker(self.record(), &typed) {
            Some(_) => Some(typed.clone()),
            None => known(self.terminal, "source", &speakers, &typed)?,
        };
        // The name is asked for next.
        self.entry.name = known.is_none().then(|| typed.clone());
        self.entry.source = Some(known.unwrap_or_else(|| slug(&typed)));
        Ok(())
    }

    fn event(&mut self) -> Result<(), NoAnswer> {
        let events = events(self.record());
        let title = self.entry.missing.event_title.as_deref();
        let question = Question {
            text: "Event:",
            help: "what happened: one that is there, or type a new one to make it",
            initial: title
                .or(self.entry.event.as_deref())
                .or(self.event)
                .unwrap_or_default(),
            choices: &events,
            look: None,
        };
        let typed = question.needed(self.terminal)?;
        let known = known(self.terminal, "event", &events, &typed)?;
        self.entry.missing.event_title = known.is_none().then(|| typed.clone());
        self.entry.event = known;
        Ok(())
    }

    fn by(&mut self) -> Result<(), NoAnswer> {
        let speakers = speakers(self.record());
        let name = self.entry.missing.by_name.as_deref();
        let question = Question {
            text: "Who says so:",
            help: "Enter if the source itself does; else who it quotes: one that is there, or a new one",
            initial: name.or(self.entry.by.as_deref()).unwrap_or_default(),
            choices: &speakers,
            look: None,
        };
        let typed = question.optional(self.terminal, |_| None)?;
        let known = match &typed {
            Some(typed) if author::speaker(self.record(), typed).is_some() => Some(typed.clone()),
            Some(typed) => known(self.terminal, "speaker", &speakers, typed)?,
            None => None,
        };
        self.entry.missing.by_name = typed.filter(|_| known.is_none());
        self.entry.by = known;
        Ok(())
    }

    fn attribute(&mut self) -> Result<(), NoAnswer> {
        let event = self.entry.event.as_deref().unwrap_or_default();
        let attributes = attributes(self.record(), event, self.entry.missing.topic.as_deref());
        let label = self.entry.missing.attribute_label.as_deref();
        let question = Question {
            text: "Attribute:",
            help: "what is claimed about it: one that is there, or type a new one, such as Militants killed",
            initial: label
                .or(self.entry.attribute.as_deref())
                .unwrap_or_default(),
            choices: &attributes,
            look: None,
        };
        let typed = question.needed(self.terminal)?;
        let known = known(self.terminal, "attribute", &attributes, &typed)?;
        self.entry.missing.attribute_label = known.is_none().then(|| typed.clone());
        if known.is_some() {
            self.entry.missing.attribute_kind = None;
            self.entry.missing.attribute_unit = None;
        }
        self.entry.attribute = known;
        Ok(())
    }
}

/// Returns the choice that an answer means; `None` if it is to be made. The beginning of one id is enough; what is only
/// somewhere in it may be meant as something new.
fn known(
    terminal: &mut Terminal,
    what: &str,
    choices: &[PromptChoice],
    typed: &str,
) -> Result<Option<String>, NoAnswer> {
    match prompt::meant(choices, typed) {
        Meant::Choice(id) => Ok(Some(id)),
        Meant::Perhaps(id) => {
            if again_if_back(terminal.confirm(&format!("Is it “{id}”?"), true))? {
                Ok(Some(id))
            } else {
                is_wished(terminal, what, typed, choices).map(|()| None)
            }
        }
        Meant::Nothing => is_wished(terminal, what, typed, choices).map(|()| None),
    }
}

/// Goes back to the question that a yes or no is about.
fn again_if_back<T>(answer: Result<T, NoAnswer>) -> Result<T, NoAnswer> {
    answer.map_err(|none| match none {
        NoAnswer::Back => NoAnswer::Again,
        none => none,
    })
}

/// Asks whether something is to be made. What is near to something that is there is more likely a slip.
fn is_wished(
    terminal: &mut Terminal,
    what: &str,
    typed: &str,
    choices: &[PromptChoice],
) -> Result<(), NoAnswer> {
    let near = nearest(
        &slug(typed),
        choices.iter().map(|choice| choice.id.as_str()),
    );
    let meant = near.map_or(String::new(), |near| format!(" “{near}” is near to it."));
    let question = format!("There is no {what} “{typed}” yet.{meant} Make it?");
    if again_if_back(terminal.confirm(&question, near.is_none()))? {
        Ok(())
    } else {
        Err(NoAnswer::Again)
    }
}
