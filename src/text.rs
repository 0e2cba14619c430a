//! Text that is a part of the program or was read from a file.

use std::borrow::Cow;

/// Text of a checklist or of the lexicon: what is built in is never copied, since thousands of texts are read at each start.
pub type Text = Cow<'static, str>;
