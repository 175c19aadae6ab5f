//! Wirecopy's core: a page and reference packs in, a report out.
pub mod background;
pub mod document;
pub mod error;
pub mod pack;
pub mod report;
pub mod span;
pub mod text;
pub mod zone;
