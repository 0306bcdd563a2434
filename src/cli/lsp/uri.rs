//! File URIs and paths.

use std::path::{Path, PathBuf};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What a path in a URI does not keep as it is.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// Returns the path of a file URI; `None` if it is none.
pub(super) fn path(uri: &str) -> Option<PathBuf> {
    let (scheme, rest) = uri.split_once("://")?;
    let (host, _) = rest.split_once('/')?;
    let local = scheme.eq_ignore_ascii_case("file")
        && (host.is_empty() || host.eq_ignore_ascii_case("localhost"));
    let encoded = rest[host.len()..].split(['?', '#']).next()?;
    let path = percent_decode_str(encoded).decode_utf8().ok()?;
    let drive = cfg!(windows) && path.as_bytes().get(2) == Some(&b':');
    local.then(|| PathBuf::from(if drive { &path[1..] } else { &*path }))
}

/// Returns the URI of a file.
pub(super) fn of(path: &Path) -> String {
    let path = path.to_string_lossy();
    let path = if cfg!(windows) {
        path.replace('\\', "/")
    } else {
        path.into_owned()
    };
    let root = if path.starts_with('/') { "" } else { "/" };
    format!("file://{root}{}", utf8_percent_encode(&path, ESCAPED))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn uris_are_read_and_written() {
        for (uri, file) in [
            ("file:///a/b.toml", Some("/a/b.toml")),
            ("FILE://localhost/a/b.toml", Some("/a/b.toml")),
            ("file:///a%20b/%C3%BC%23.toml", Some("/a b/ü#.toml")),
            ("file:///a b/ü.toml", Some("/a b/ü.toml")),
            ("file:///a/b.toml#L1", Some("/a/b.toml")),
            ("file://elsewhere/a.toml", None),
            ("untitled:Untitled-1", None),
            ("file:///%FF", None),
            ("https://example.org/a.toml", None),
            ("", None),
        ] {
            assert_eq!(path(uri), file.map(PathBuf::from), "{uri}");
        }
        for file in ["/a/b.toml", "/a b/ü#%?.toml", "/日本/c:d.toml"] {
            assert_eq!(path(&of(Path::new(file))), Some(PathBuf::from(file)));
        }
        assert_eq!(of(Path::new("/a b/ü.toml")), "file:///a%20b/%C3%BC.toml");
    }
}
