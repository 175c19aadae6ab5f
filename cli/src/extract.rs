//! `wirecopy extract`: the article of a page, without the furniture around it.

use std::io::{BufWriter, Write};
use std::path::PathBuf;

use serde::Serialize;
use wirecopy::zone::{Article, Zone};

use crate::outcome::{Done, Stop, printable, say_problem};
use crate::pack::Format;
use crate::pages;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// How to write it: as text, where several pages are given each under its name, or as JSON, one page a line
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// .html or .txt files, .jsonl files with a page a line, folders, or `-`
    #[arg(required = true, value_name = "PAGE")]
    pages: Vec<PathBuf>,
}

/// The form of `--format json`.
#[derive(Serialize)]
struct Extracted<'a> {
    page: &'a str,
    title: Option<&'a str>,
    text: String,
    language: Option<&'a str>,
    published: Option<&'a str>,
    byline: Option<&'a str>,
}

pub(crate) fn run(args: &Args) -> Result<Done, Stop> {
    let mut out = BufWriter::new(anstream::stdout().lock());
    let (mut problems, mut written) = (0, 0);
    let mut pages = pages::pages(&args.pages).peekable();
    // Whether there are several is known with the second one.
    let mut first = pages.next();
    let several = first.is_some() && pages.peek().is_some();
    while let Some(page) = first.take().or_else(|| pages.next()) {
        let article = match &page.content {
            Ok(content) => content.article(&page.name),
            Err(reason) => {
                problems += 1;
                out.flush()?;
                say_problem(format!("{}: {reason}", page.place));
                continue;
            }
        };
        let text = body(&article);
        match args.format {
            Format::Json => {
                let extracted = Extracted {
                    page: &page.name,
                    title: article.title.as_deref(),
                    text,
                    language: article.language.as_deref(),
                    published: article.published.as_deref(),
                    byline: article.byline.as_deref(),
                };
                serde_json::to_writer(&mut out, &extracted).map_err(std::io::Error::from)?;
                writeln!(out)?;
            }
            Format::Text => {
                if several {
                    let apart = if written > 0 { "\n" } else { "" };
                    writeln!(out, "{apart}==> {} <==\n", printable(&page.name))?;
                }
                written += 1;
                if let Some(title) = &article.title {
                    writeln!(out, "{title}\n")?;
                }
                writeln!(out, "{text}")?;
            }
        }
    }
    out.flush()?;
    Ok(Done::with_problems(problems))
}

/// The article's paragraphs, apart by a blank line.
fn body(article: &Article) -> String {
    let paragraphs = article.zones.iter().filter(|(_, zone)| matches!(zone, Zone::Article | Zone::Credit));
    paragraphs.map(|(span, _)| span.of(&article.text).trim()).collect::<Vec<_>>().join("\n\n")
}
