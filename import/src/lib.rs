//! Agency formats and HTML, read into documents and pages.
//!
//! [`import`] takes a file of any format and gives the [`Item`]s in it; [`html`] reads an HTML page for a check.

mod archive;
mod article;
mod body;
pub mod encoding;
mod error;
mod feed;
mod files;
pub mod format;
mod g2;
pub mod html;
mod item;
mod json;
mod markup;
mod newsml1;
mod ninjs;
mod nitf;
mod ritzau;
pub mod signature;
mod table;
mod teletype;
mod time;
mod warc;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
mod wire;
mod xml;

pub use error::ImportError;
pub use files::import;
pub use item::{Item, Note, Options, Problem, Skip};
