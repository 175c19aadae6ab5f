//! Wirecopy's core: a page and reference packs in, a report out.
pub mod document;
pub mod error;
pub mod report;
pub mod span;
pub mod zone;
