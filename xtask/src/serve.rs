//! A small server of files for the demo page, on this machine only.

use std::fs::File;
use std::io::Read;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use anyhow::{Result, anyhow};
use tiny_http::{Header, Method, Request, Response, Server};

/// Nothing else of the repository is handed out.
const FOLDERS: [&str; 3] = ["www", "extension", "reference"];

/// Types by the end of a file's name; others are sent as bytes.
const TYPES: [(&str, &str); 11] = [
    ("html", "text/html; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("json", "application/json; charset=utf-8"),
    ("txt", "text/plain; charset=utf-8"),
    ("wasm", "application/wasm"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("ico", "image/x-icon"),
    ("woff2", "font/woff2"),
];

/// Listens on a port of 127.0.0.1; port 0 takes a free one.
pub(crate) fn listen(port: u16) -> Result<Server> {
    Server::http(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
        .map_err(|error| anyhow!("127.0.0.1:{port} cannot be used ({error}); choose another with --port"))
}

/// Answers until the process is stopped.
pub(crate) fn answer(server: Server, root: &Path) {
    let server = Arc::new(server);
    // Browsers open several connections; one slow reader must not hold up the others.
    let workers: Vec<_> = (0..4)
        .map(|_| {
            let (server, root) = (Arc::clone(&server), root.to_owned());
            thread::spawn(move || server.incoming_requests().for_each(|request| respond(request, &root)))
        })
        .collect();
    for worker in workers {
        // A worker ends only with the process.
        let _ = worker.join();
    }
}

fn respond(request: Request, root: &Path) {
    let path = request.url().split(['?', '#']).next().unwrap_or_default().to_owned();
    // A reader who went away needs no answer, so what `respond` returns is dropped.
    let _ = if path == "/" {
        request.respond(with(Response::empty(302), &[("Location", "/www/")]))
    } else if !matches!(request.method(), Method::Get | Method::Head) {
        request.respond(with(Response::empty(405), &[("Allow", "GET, HEAD")]))
    } else if let Some((open, file)) = locate(root, &path).and_then(|file| Some((File::open(&file).ok()?, file))) {
        let headers = [("Content-Type", content_type(&file)), ("Cache-Control", "no-store")];
        request.respond(with(Response::from_file(open), &headers))
    } else {
        request.respond(Response::from_string("Not found\n").with_status_code(404))
    };
}

fn with<R: Read>(response: Response<R>, headers: &[(&str, &str)]) -> Response<R> {
    headers.iter().filter_map(|(name, value)| Header::from_bytes(*name, *value).ok()).fold(response, Response::with_header)
}

/// The file that a path names: below one of [`FOLDERS`], no way up or out.
fn locate(root: &Path, path: &str) -> Option<PathBuf> {
    let decoded = percent_decoded(path.strip_prefix('/')?)?;
    let parts: Vec<&str> = decoded.split('/').collect();
    let (name, folders) = parts.split_last()?;
    let odd = |part: &&str| part.is_empty() || part.starts_with('.') || part.contains(['\\', '\0', ':']);
    if !FOLDERS.contains(parts.first()?) || folders.iter().any(odd) || (!name.is_empty() && odd(name)) {
        return None;
    }
    let mut file: PathBuf = folders.iter().fold(root.to_owned(), |path, part| path.join(part));
    file.push(if name.is_empty() { "index.html" } else { name });
    // A symbolic link may not lead out either.
    let (file, root) = (file.canonicalize().ok()?, root.canonicalize().ok()?);
    (file.starts_with(root) && file.is_file()).then_some(file)
}

fn percent_decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                u8::try_from(digit()? * 16 + digit()?).ok()?
            }
            _ => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

fn content_type(file: &Path) -> &'static str {
    let end = file.extension().and_then(|end| end.to_str()).unwrap_or_default();
    TYPES.iter().find(|(name, _)| *name == end).map_or("application/octet-stream", |(_, mime)| mime)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::io::Write;
    use std::net::TcpStream;

    fn site(name: &str) -> PathBuf {
        let root = std::env::temp_dir().join(format!("wirecopy-serve-{}-{name}", std::process::id()));
        fs::create_dir_all(root.join("www/sub dir")).unwrap();
        fs::write(root.join("secret"), "no").unwrap();
        fs::write(root.join("www/index.html"), "<p>yes").unwrap();
        fs::write(root.join("www/sub dir/a.wasm"), "\0asm").unwrap();
        fs::write(root.join("www/.hidden"), "no").unwrap();
        root
    }

    #[test]
    fn only_files_of_the_demo_are_found() {
        let root = site("paths");
        for path in ["/www/", "/www/index.html", "/www/sub%20dir/a.wasm"] {
            assert!(locate(&root, path).is_some(), "{path}");
        }
        let out = [
            "/",
            "/secret",
            "/www",
            "/www/../secret",
            "/www/%2e%2e/secret",
            "/www/..%2fsecret",
            "/www/.hidden",
            "/www//index.html",
            "/www/%",
            "/www/%zz",
        ];
        for path in out {
            assert_eq!(locate(&root, path), None, "{path}");
        }
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn files_are_sent_with_their_type() {
        let root = site("http");
        let server = listen(0).unwrap();
        let address = server.server_addr().to_ip().unwrap();
        let folder = root.clone();
        thread::spawn(move || answer(server, &folder));
        let ask = |request: &str| {
            let mut stream = TcpStream::connect(address).unwrap();
            write!(stream, "{request} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
            let mut answer = Vec::new();
            stream.read_to_end(&mut answer).unwrap();
            String::from_utf8_lossy(&answer).into_owned()
        };
        let wasm = ask("GET /www/sub%20dir/a.wasm?v=1");
        assert!(
            wasm.starts_with("HTTP/1.1 200") && wasm.contains("Content-Type: application/wasm\r\n") && wasm.ends_with("\0asm"),
            "{wasm}"
        );
        assert!(ask("GET /").contains("Location: /www/\r\n"));
        assert!(ask("GET /secret").starts_with("HTTP/1.1 404"));
        assert!(ask("POST /www/").starts_with("HTTP/1.1 405"));
        fs::remove_dir_all(root).unwrap();
    }
}
