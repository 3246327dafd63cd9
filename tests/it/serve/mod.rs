//! The live preview, driven as a browser and an editor would: the built program, raw sockets, files saved in every way.

mod faults;
mod preview;
mod safety;
mod saving;
mod starting;
