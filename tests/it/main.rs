//! Everything the hall promises, tested as a user would: through the library's front door and the command.

mod layers;
