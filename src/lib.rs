//! Wirecopy's core: a page and reference packs in, a report out.
pub mod align;
pub mod background;
pub mod compare;
pub mod config;
pub mod document;
pub mod engine;
pub mod error;
pub mod evidence;
pub mod facts;
mod hashes;
pub mod infer;
mod joined;
mod learned;
pub mod model;
pub mod pack;
pub mod quotes;
mod rank;
pub mod report;
mod retell;
pub mod retrieve;
pub mod span;
pub mod text;
#[cfg(all(target_arch = "wasm32", feature = "binding"))]
pub mod wasm;
pub mod wire;
pub mod zone;
