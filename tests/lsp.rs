//! The language server, driven as an editor drives it.

mod client;

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::support::snapshot;
use client::{Editor, marked};

const TOPIC: &str = r#"[topic]
title = "Fire at the river market"

[[event]]
id    = "market-fire"
title = "Fire at the *river* market"
date  = "2025-03-14"
place = "Riverside"

[[attribute]]
id    = "injured"
label = "People injured"
kind  = "count"
unit  = "people"
units = { households = 6 }

[[attribute]]
id    = "day"
label = "Day of the fire"
kind  = "date"

[[attribute]]
id    = "laid"
label = "The fire was laid"
kind  = "yes-no"

[[party]]
id   = "city"
name = "The city"
"#;

const BRIGADE: &str = r#"[source]
id    = "fire-brigade"
name  = "City fire brigade"
party = "city"
kind  = "government"

[[claim]]
event     = "market-fire"
attribute = "injured"
value     = 12
as_of     = 2025-03-15
"#;

const POST: &str = r#"[source]
id   = "evening-post"
name = "Evening Pöst"

[[claim]]
event     = "market-fire"
attribute = "injured"
value     = "over 20"

[[claim]]
event     = "market-fire"
attribute = "injured"
value     = "about 12"
by        = "fire-brigade"

[[claim]]
event     = "market-fire"
attribute = "day"
value     = "Friday 14 March 2025"
"#;

const DESK: [(&str, &str); 3] = [
    ("claims/topic.toml", TOPIC),
    ("claims/fire-brigade.toml", BRIGADE),
    ("claims/evening post.toml", POST),
];

/// Returns the place of some words in a text, in UTF-16 units, inside by so many letters.
fn place(text: &str, words: &str, inside: usize) -> (usize, usize) {
    let at = text.find(words).expect("these words") + inside;
    marked(&format!("{}‸{}", &text[..at], &text[at..])).1
}

#[test]
fn what_the_server_answers_is_as_approved() {
    let mut editor = Editor::start(&DESK);
    let params = json!({ "rootUri": editor.uri(""), "capabilities": {} });
    let mut said = String::new();
    let mut show = |editor: &Editor, heading: &str, answer: &Value| {
        writeln!(said, "## {heading}\n{}\n", editor.shown(answer)).expect("memory");
    };
    let mut abilities = editor.ask("initialize", &params);
    abilities["serverInfo"].take();
    show(&editor, "initialize", &abilities);
    editor.tell("initialized", &json!({}));
    let told = editor.told_of("claims/evening post.toml");
    show(&editor, "underlined", &told);
    for (what, words, inside) in [
        ("hover", "over 20", 1),
        ("hover", "about 12", 1),
        ("hover", "Friday 14", 1),
        ("hover", "market-fire", 1),
        ("hover", "injured", 1),
        ("hover", "fire-brigade", 1),
        ("definition", "over 20", 1),
        ("definition", "market-fire", 1),
        ("definition", "fire-brigade", 1),
        ("references", "injured", 1),
    ] {
        let answer = editor.ask_at(what, "claims/evening post.toml", place(POST, words, inside));
        show(&editor, &format!("{what} on {words}"), &answer);
    }
    assert_eq!(editor.leave(), Some(0));
    snapshot("lsp-answers", &said);
}

/// Opens a file, and says which codes are underlined in it.
fn opened(editor: &mut Editor, name: &str, text: &str) -> Vec<String> {
    editor.did_open(name, text);
    editor.codes_of(name)
}

#[test]
fn what_is_underlined_follows_what_is_typed() {
    let mut editor = Editor::open(&DESK);
    let post = "claims/evening post.toml";
    assert_eq!(editor.codes_of(post), ["contradiction", "contradiction"]);
    assert_eq!(
        editor.codes_of("claims/fire-brigade.toml"),
        ["contradiction"]
    );
    let broken = POST.replace("\"over 20\"", "\"over 20");
    assert_eq!(opened(&mut editor, post, &broken), ["syntax"]);
    // What it said of the other file no longer holds: it is taken back.
    assert_eq!(editor.told_of("claims/fire-brigade.toml"), json!([]));
    editor.did_change(
        post,
        &json!([{ "text": POST.replace("market-fire", "market-fier") }]),
    );
    let codes = editor.codes_of(post);
    assert_eq!(
        codes.iter().filter(|code| *code == "unknown-event").count(),
        3,
        "{codes:?}"
    );
    // Closed without saving: what is on the disk counts again.
    editor.tell(
        "textDocument/didClose",
        &json!({ "textDocument": { "uri": editor.uri(post) } }),
    );
    assert_eq!(editor.codes_of(post), ["contradiction", "contradiction"]);
    std::fs::remove_file(editor.path("claims/fire-brigade.toml")).expect("the file goes");
    editor.tell("workspace/didChangeWatchedFiles", &json!({ "changes": [] }));
    let codes = editor.codes_of(post);
    assert!(codes.contains(&"unknown-speaker".to_owned()), "{codes:?}");
    assert_eq!(editor.leave(), Some(0));
}

#[test]
fn a_file_that_is_not_saved_yet_is_read_with_the_others() {
    let mut editor = Editor::open(&DESK);
    let text = POST
        .replace("evening-post", "ünited press")
        .replace("\"over 20\"", "\"over 3000\"");
    let codes = opened(&mut editor, "claims/new ü.toml", &text);
    assert!(codes.contains(&"contradiction".to_owned()), "{codes:?}");
    assert!(!editor.path("claims/new ü.toml").exists());
}

/// Returns the labels that are offered at the mark, and what the text becomes with one of them.
fn completed(editor: &mut Editor, name: &str, text: &str, label: &str) -> (Vec<String>, String) {
    let (text, at) = marked(text);
    editor.did_open(name, &text);
    let answer = editor.ask_at("completion", name, at);
    let items = answer["items"].as_array().cloned().unwrap_or_default();
    let labels = items
        .iter()
        .map(|item| item["label"].as_str().expect("a label").to_owned())
        .collect();
    let chosen = items.iter().find(|item| item["label"] == label);
    let text = chosen.map_or(text.clone(), |item| edited(&text, &item["textEdit"]));
    (labels, text)
}

/// Returns the offset of a place in UTF-16 units.
fn offset(text: &str, at: &Value) -> usize {
    let number =
        |key: &str| usize::try_from(at[key].as_u64().expect("a number")).expect("a small one");
    let line: usize = text
        .split_inclusive('\n')
        .take(number("line"))
        .map(str::len)
        .sum();
    let mut left = number("character");
    let rest = text[line..].chars().take_while(|letter| {
        let fits = left >= letter.len_utf16();
        left = left.saturating_sub(letter.len_utf16());
        fits
    });
    line + rest.map(char::len_utf8).sum::<usize>()
}

/// Returns a text after an edit.
fn edited(text: &str, edit: &Value) -> String {
    let (start, end) = (
        offset(text, &edit["range"]["start"]),
        offset(text, &edit["range"]["end"]),
    );
    format!(
        "{}{}{}",
        &text[..start],
        edit["newText"].as_str().expect("a text"),
        &text[end..]
    )
}

/// A half-written file with the cursor at ‸, what is taken of what is offered, and what it becomes.
const HALF_WRITTEN: &[(&str, &str, &str)] = &[
    (
        "[[claim]]\nattribute = \"laid\"\nvalue = ‸",
        "no",
        "[[claim]]\nattribute = \"laid\"\nvalue = \"no\"",
    ),
    (
        "[[claim]]\nevent = \"mar‸\"",
        "market-fire",
        "[[claim]]\nevent = \"market-fire\"",
    ),
    (
        "[[claim]]\nevent = \"mar‸",
        "market-fire",
        "[[claim]]\nevent = \"market-fire",
    ),
    (
        "[[claim]]\nevent = 'é‸x' # c",
        "market-fire",
        "[[claim]]\nevent = 'market-fire' # c",
    ),
    (
        "[[claim]]\nevent = mar‸",
        "market-fire",
        "[[claim]]\nevent = \"market-fire\"",
    ),
    (
        "[[claim]]\nevent = ‸",
        "market-fire",
        "[[claim]]\nevent = \"market-fire\"",
    ),
    (
        "[[claim]]\r\nevent =‸\r\nvalue",
        "market-fire",
        "[[claim]]\r\nevent =\"market-fire\"\r\nvalue",
    ),
    (
        "[[claim]]\nattribute = \"‸",
        "injured",
        "[[claim]]\nattribute = \"injured",
    ),
    (
        "[[claim]]\nby = \"‸\"",
        "fire-brigade",
        "[[claim]]\nby = \"fire-brigade\"",
    ),
    ("[[claim]]\nby = \"‸\"", "city", "[[claim]]\nby = \"\""),
    (
        "[source]\nparty = \"‸\"",
        "city",
        "[source]\nparty = \"city\"",
    ),
    (
        "[[rule]]\nholds = \"day = inj‸ + x\"",
        "injured",
        "[[rule]]\nholds = \"day = injured + x\"",
    ),
    (
        "[[attribute]]\nkind = \"‸",
        "count",
        "[[attribute]]\nkind = \"count",
    ),
    (
        "[[attribute]]\nover_time = ‸",
        "grows",
        "[[attribute]]\nover_time = \"grows\"",
    ),
    ("[[claim]]\neve‸", "event", "[[claim]]\nevent = "),
    ("[[claim]]\n‸", "event", "[[claim]]\nevent = "),
    (
        "[[claim]]\nev‸ = \"x\"",
        "event",
        "[[claim]]\nevent = \"x\"",
    ),
    (
        "[[claim]]\nevent = 'x'\nev‸",
        "event",
        "[[claim]]\nevent = 'x'\nev",
    ),
    (
        "[[claim]]\nevent = 'x'\n[[claim]]\nev‸",
        "event",
        "[[claim]]\nevent = 'x'\n[[claim]]\nevent = ",
    ),
    ("[[cl‸", "[[claim]]", "[[claim]]"),
    ("[so‸]", "[source]", "[source]"),
    ("‸", "[[claim]]", "[[claim]]"),
    (
        "[[claim]]\nid = \"c1\"\nevent = \"market-fire\"\nattribute = \"injured\"\nvalue = 5\n\n\
          [[claim]]\nsupersedes = \"‸\"",
        "c1",
        "[[claim]]\nid = \"c1\"\nevent = \"market-fire\"\nattribute = \"injured\"\nvalue = 5\n\n\
          [[claim]]\nsupersedes = \"c1\"",
    ),
    (
        "[[claim]]\nquote = \"‸\"",
        "market-fire",
        "[[claim]]\nquote = \"\"",
    ),
    (
        "[[claim]]\nevent = \"x\" ‸",
        "market-fire",
        "[[claim]]\nevent = \"x\" ",
    ),
    (
        "[[claim]]\nquote = \"\"\"\nevent = ‸\n\"\"\"",
        "market-fire",
        "[[claim]]\nquote = \"\"\"\nevent = \n\"\"\"",
    ),
];

#[test]
fn what_can_be_written_is_offered_on_half_written_lines() {
    let mut editor = Editor::open(&DESK);
    for (written, label, becomes) in HALF_WRITTEN {
        let (labels, text) = completed(&mut editor, "claims/half.toml", written, label);
        assert_eq!(text, *becomes, "{written}: {labels:?}");
    }
    let (labels, _) = completed(
        &mut editor,
        "claims/half.toml",
        "[[claim]]\nevent = 'x'\n‸",
        "",
    );
    assert!(
        labels.contains(&"value".to_owned()) && !labels.contains(&"event".to_owned()),
        "{labels:?}"
    );
    assert_eq!(editor.leave(), Some(0));
}

#[test]
fn a_quick_fix_writes_what_is_meant() {
    let mut editor = Editor::open(&DESK);
    for (line, words, mended) in [
        (
            "event = \"market-fier\" # ü",
            "fier",
            "event = \"market-fire\" # ü",
        ),
        ("note = \"broken", "broken", "note = \"broken"),
        (
            "attribut = \"injured\"",
            "attribut",
            "attribute = \"injured\"",
        ),
        ("by = 'fire-brigad'", "brigad", "by = \"fire-brigade\""),
        ("note = 5", "5", "note = \"5\""),
    ] {
        let rest = [
            "event = \"market-fire\"",
            "attribute = \"injured\"",
            "value = \"unknown\"",
        ];
        let rest: Vec<&str> = rest
            .into_iter()
            .filter(|key| key[..5] != line[..5])
            .collect();
        let rest = rest.join("\n");
        let text = format!("[[claim]]\n{line}\n{rest}");
        editor.did_open("claims/fix.toml", &text);
        let (line_at, column) = place(&text, words, 0);
        let at = json!({ "line": line_at, "character": column });
        let params = json!({ "textDocument": { "uri": editor.uri("claims/fix.toml") },
                             "range": { "start": at, "end": at }, "context": { "diagnostics": [] } });
        let actions = editor.ask("textDocument/codeAction", &params);
        let edit = &actions[0]["edit"]["changes"][editor.uri("claims/fix.toml")][0];
        let after = if edit.is_null() {
            text.clone()
        } else {
            edited(&text, edit)
        };
        assert_eq!(after, format!("[[claim]]\n{mended}\n{rest}"), "{actions}");
        if !edit.is_null() {
            assert_eq!(
                (&actions[0]["kind"], &actions[0]["isPreferred"]),
                (&json!("quickfix"), &json!(true))
            );
        }
    }
}

/// Asks what mends the fault at some words of a file that is opened, and returns the titles, and the files as they are then.
fn mended(text: &str, words: &str) -> Vec<(String, String)> {
    let mut editor = Editor::open(&DESK);
    editor.did_open("claims/fix.toml", text);
    let (line, column) = place(text, words, 0);
    let at = json!({ "line": line, "character": column });
    let params = json!({ "textDocument": { "uri": editor.uri("claims/fix.toml") },
                         "range": { "start": at, "end": at }, "context": { "diagnostics": [] } });
    let actions = editor.ask("textDocument/codeAction", &params);
    let topic = editor.uri("claims/topic.toml");
    let actions = actions.as_array().unwrap().iter();
    let mended = actions.map(|action| {
        let changes = &action["edit"]["changes"];
        let in_topic = &changes[&topic][0];
        let after = if in_topic.is_null() {
            edited(text, &changes[editor.uri("claims/fix.toml")][0])
        } else {
            edited(TOPIC, in_topic).replace(TOPIC, "…")
        };
        (action["title"].as_str().unwrap().to_owned(), after)
    });
    mended.collect()
}

#[test]
fn a_quick_fix_declares_confirms_and_takes_the_value_of_the_quote() {
    let claim =
        |keys: &str| format!("[[claim]]\nevent = \"market-fire\"\nattribute = \"injured\"\n{keys}");
    for (text, words, title, after) in [
        (
            "[[claim]]\nevent = \"flood\"\nattribute = \"injured\"\nvalue = 5".to_owned(),
            "flood",
            "Declare “flood” in topic.toml",
            "…\n[[event]]\nid    = \"flood\"\ntitle = \"flood\"\n".to_owned(),
        ),
        (
            "[[claim]]\nevent = \"market-fire\"\nattribute = \"opened\"\nvalue = \"6 March 2025\""
                .to_owned(),
            "opened",
            "Declare “opened” in topic.toml",
            "…\n[[attribute]]\nid    = \"opened\"\nlabel = \"opened\"\nkind  = \"date\"\n"
                .to_owned(),
        ),
        (
            claim("value = 5\nby = \"The Queen\""),
            "The Queen",
            "Declare “The Queen” in topic.toml",
            "…\n[[speaker]]\nid   = \"the-queen\"\nname = \"The Queen\"\n".to_owned(),
        ),
        (
            claim("value = 5\nproposed = true\nquote = \"5 hurt\""),
            "true",
            "Confirm: I compared it with the text",
            claim("value = 5\nquote = \"5 hurt\""),
        ),
        (
            claim("value = 5 # é\nquote = \"some 60 people were hurt\""),
            "some 60",
            "Write \"some 60\", as the quote has it",
            claim("value = \"some 60\" # é\nquote = \"some 60 people were hurt\""),
        ),
    ] {
        let mended = mended(&text, words);
        assert!(
            mended.contains(&(title.to_owned(), after)),
            "{title}: {mended:#?}"
        );
    }
}

#[test]
fn an_id_is_renamed_in_all_files_and_units() {
    let mut editor = Editor::open(&DESK);
    let name = "claims/evening post.toml";
    let (line, character) = place(POST, "market-fire", 3);
    let at = json!({ "textDocument": { "uri": editor.uri(name) }, "position": { "line": line, "character": character } });
    let range = editor.ask("textDocument/prepareRename", &at);
    assert_eq!(
        range["end"]["character"].as_u64().unwrap() - range["start"]["character"].as_u64().unwrap(),
        11
    );
    let with = |new: &str| {
        let mut params = at.clone();
        params["newName"] = json!(new);
        params
    };
    let edit = editor.ask("textDocument/rename", &with("river-fire"));
    let changes = edit["changes"].as_object().unwrap();
    assert_eq!(changes.len(), 3, "{edit}");
    let in_topic = &changes[&editor.uri("claims/topic.toml")];
    assert!(edited(TOPIC, &in_topic[0]).contains("id    = \"river-fire\""));
    let refused = editor.ask_whole("textDocument/rename", &with("The Fire"));
    let why = refused["error"]["message"].as_str().unwrap();
    assert!(why.contains("the-fire"), "{why}");
}

#[test]
fn tables_and_names_are_found_and_values_explained() {
    let mut editor = Editor::open(&DESK);
    let name = "claims/evening post.toml";
    let document = json!({ "textDocument": { "uri": editor.uri(name) } });
    let outline = editor.ask("textDocument/documentSymbol", &document);
    assert_eq!(outline[0]["name"], "evening-post · Evening Pöst");
    assert_eq!(outline[1]["name"], "market-fire · injured · over 20");
    let found = editor.ask("workspace/symbol", &json!({ "query": "brigade" }));
    assert_eq!(found[0]["name"], "fire-brigade · City fire brigade");
    let mut params = document.clone();
    params["range"] =
        json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    let hints = editor.ask("textDocument/inlayHint", &params);
    assert_eq!(hints[0]["label"], " 21 and up (people)");
}

/// Returns how long a text is in the units of an encoding.
fn units(text: &str, encoding: &str) -> usize {
    if encoding == "utf-8" {
        text.len()
    } else {
        text.encode_utf16().count()
    }
}

#[test]
fn columns_are_counted_as_the_editor_wants() {
    let line = "claim = [{ note = \"😀ü\", event = \"market-fire\", attribute = \"injured\", value = 5, nmae = 1 }]";
    let before = |words: &str| &line[..line.find(words).expect("these words")];
    for (offered, encoding) in [
        (json!(["utf-16"]), "utf-16"),
        (json!(["utf-16", "utf-8"]), "utf-8"),
        (json!(null), "utf-16"),
    ] {
        let more = json!({ "capabilities": { "general": { "positionEncodings": offered } } });
        let mut editor = Editor::open_with(&DESK, &more);
        editor.did_open("claims/line.toml", &format!("# 😀\r\n{line}"));
        let told = editor.told_of("claims/line.toml");
        let told = told
            .as_array()
            .expect("a list")
            .iter()
            .find(|told| told["code"] == "unknown-key");
        let start = &told.expect("an unknown key")["range"]["start"];
        assert_eq!(
            *start,
            json!({ "line": 1, "character": units(before("nmae"), encoding) })
        );
        let value = units(before("5"), encoding);
        let range = json!({ "start": { "line": 1, "character": value }, "end": { "line": 1, "character": value + 1 } });
        let beyond =
            json!({ "start": { "line": 7, "character": 0 }, "end": { "line": 9, "character": 9 } });
        let changes = json!([{ "range": range, "text": "\"at least ü7\"" }, { "range": beyond, "text": "\r\n# end" }]);
        editor.did_change("claims/line.toml", &changes);
        let at = json!({ "line": 1, "character": value + units("\"at least ", encoding) });
        let end = json!({ "line": 1, "character": value + units("\"at least ü", encoding) });
        editor.did_change(
            "claims/line.toml",
            &json!([{ "range": { "start": at, "end": end }, "text": "" }]),
        );
        let hover = editor.ask_at("hover", "claims/line.toml", (1, value + 1));
        assert_eq!(hover["range"]["start"]["character"], value);
        let shown = hover["contents"]["value"].as_str().expect("a text");
        assert!(
            shown.starts_with("**at least 7** leaves possible: 7 and up"),
            "{shown}"
        );
        assert_eq!(editor.leave(), Some(0));
    }
}

#[test]
fn the_folder_of_claims_is_found() {
    let elsewhere = [
        ("data/topic.toml", TOPIC),
        ("data/post.toml", POST),
        ("claims/other.toml", "[[claim]]\n"),
    ];
    let root: Vec<(&str, &str)> = DESK
        .iter()
        .map(|(name, text)| (&name[7..], *text))
        .collect();
    let settings: &[(&str, &str)] = &[("Cargo.toml", "[package]\nname = \"x\"\n")];
    for (files, options, name, codes) in [
        (
            &DESK[..],
            json!({}),
            "claims/fire-brigade.toml",
            &["contradiction"][..],
        ),
        (&root, json!({}), "fire-brigade.toml", &["contradiction"]),
        (
            &elsewhere,
            json!({ "claims": "data" }),
            "data/post.toml",
            &["contradiction"],
        ),
    ] {
        let mut editor = Editor::open_with(files, &json!({ "initializationOptions": options }));
        let told = editor.codes_of(name);
        assert!(
            codes
                .iter()
                .all(|code| told.iter().any(|told| told == code)),
            "{name}: {told:?}"
        );
        assert_eq!(editor.leave(), Some(0));
    }
    // A file beside the claims, and a workspace that is about something else: nothing is said of them.
    let beside = [&DESK[..], settings].concat();
    for (files, name) in [
        (&beside[..], "Cargo.toml"),
        (settings, "Cargo.toml"),
        (&[], "Cargo.toml"),
    ] {
        let mut editor = Editor::open(files);
        editor.did_open(name, "[package]\nname = \"x\"\n");
        assert_eq!(editor.ask_at("hover", name, (1, 8)), Value::Null);
        assert_eq!(editor.ask_at("completion", name, (1, 0)), Value::Null);
        editor.tell("exit", &Value::Null);
        assert!(!editor.rest().contains("Cargo.toml"), "{name}");
    }
}

#[test]
fn folders_come_and_go() {
    let mut editor =
        Editor::open(&[&DESK[..], &[("more/claims/solo.toml", "[[clam]]\n")]].concat());
    assert_eq!(
        editor.codes_of("claims/fire-brigade.toml"),
        ["contradiction"]
    );
    let more = json!([{ "uri": editor.uri("more"), "name": "more" }]);
    let change =
        |added: &Value, removed: &Value| json!({ "event": { "added": added, "removed": removed } });
    editor.tell(
        "workspace/didChangeWorkspaceFolders",
        &change(&more, &json!([])),
    );
    assert_eq!(editor.codes_of("more/claims/solo.toml"), ["unknown-key"]);
    editor.tell(
        "workspace/didChangeWorkspaceFolders",
        &change(&json!([]), &more),
    );
    assert_eq!(editor.told_of("more/claims/solo.toml"), json!([]));
}

/// An editor that can is asked to tell of changes on the disk.
#[test]
fn changes_on_the_disk_are_asked_for() {
    let workspace = json!({ "didChangeWatchedFiles": { "dynamicRegistration": true } });
    let mut editor = Editor::open_with(
        &DESK,
        &json!({ "capabilities": { "workspace": workspace } }),
    );
    let asked = editor.asked();
    assert_eq!(asked["method"], "client/registerCapability");
    assert_eq!(
        asked["params"]["registrations"][0]["method"],
        "workspace/didChangeWatchedFiles"
    );
    assert_eq!(editor.leave(), Some(0));
}

#[test]
fn a_file_that_is_opened_by_itself_is_read_with_its_folder() {
    let mut editor = Editor::open_with(&DESK, &json!({ "rootUri": null }));
    editor.did_open("claims/fire-brigade.toml", BRIGADE);
    assert_eq!(
        editor.codes_of("claims/fire-brigade.toml"),
        ["contradiction"]
    );
}

#[test]
fn the_conversation_is_held_by_the_protocol() {
    let error = |answer: &Value| answer["error"]["code"].as_i64();
    let mut editor = Editor::start(&DESK);
    assert_eq!(
        error(&editor.ask_whole("textDocument/hover", &json!({}))),
        Some(-32002)
    );
    editor.tell("textDocument/didOpen", &json!({ "nonsense": true }));
    editor.ask("initialize", &json!({}));
    for (method, params, code) in [
        ("initialize", json!({}), -32601),
        ("textDocument/moniker", json!({}), -32601),
        ("$/something", json!([1, 2]), -32601),
        ("textDocument/hover", json!({}), -32602),
        ("textDocument/hover", Value::Null, -32602),
    ] {
        assert_eq!(
            error(&editor.ask_whole(method, &params)),
            Some(code),
            "{method}"
        );
    }
    for method in [
        "$/cancelRequest",
        "$/setTrace",
        "textDocument/didChange",
        "textDocument/didClose",
        "something",
    ] {
        editor.tell(method, &json!({ "textDocument": 5, "contentChanges": {} }));
    }
    let nowhere = json!({ "textDocument": { "uri": "untitled:1" }, "position": { "line": 0, "character": 0 } });
    assert_eq!(editor.ask("textDocument/hover", &nowhere), Value::Null);
    assert_eq!(editor.ask("shutdown", &Value::Null), Value::Null);
    assert_eq!(
        error(&editor.ask_whole("textDocument/hover", &nowhere)),
        Some(-32600)
    );
    editor.tell("exit", &Value::Null);
    assert_eq!(editor.ended(), Some(0));
}

#[test]
fn an_editor_that_leaves_without_a_word_ends_the_server() {
    let mut editor = Editor::open(&DESK);
    editor.tell("exit", &Value::Null);
    assert_eq!(editor.ended(), Some(1));
    let mut editor = Editor::open(&DESK);
    editor.hang_up();
    assert_eq!(editor.ended(), Some(1));
    let mut editor = Editor::open(&DESK);
    editor.ask("shutdown", &Value::Null);
    editor.hang_up();
    assert_eq!(editor.ended(), Some(0));
}

#[test]
fn what_is_no_message_is_passed_over() {
    let mut editor = Editor::open(&DESK);
    for bytes in [
        "Content-Length: 5\r\n\r\nhello",
        "Content-Length: 2\r\n\r\n{}",
        "Content-Length: 23\r\n\r\n{\"id\":1.5,\"method\":\"x\"}",
        "nonsense\r\n",
    ] {
        editor.send_raw(bytes.as_bytes());
        assert_ne!(
            editor.ask_at("hover", "claims/evening post.toml", place(POST, "over", 0)),
            Value::Null,
            "{bytes}"
        );
    }
    assert_eq!(editor.leave(), Some(0));
}

/// What a claim file says cannot make markup in what is shown.
#[test]
fn what_is_shown_is_safe() {
    let trap = "[source]\nid = \"trap\"\nname = \"[x](command:y) <b>\\u001b\"\n\n[[claim]]\nevent = \"market-fire\"\n\
                attribute = \"injured\"\nvalue = 99\n";
    let mut editor = Editor::open(&[&DESK[..], &[("claims/trap.toml", trap)]].concat());
    let answer = editor.ask_at(
        "hover",
        "claims/evening post.toml",
        place(POST, "over 20", 1),
    );
    let shown = answer["contents"]["value"].as_str().expect("a text");
    assert!(
        shown.contains("\\[x\\](command:y) &lt;b&gt;&lt;U+001B&gt;: 99"),
        "{shown}"
    );
}
