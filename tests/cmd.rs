//! The command line as people meet it: `tests/cmd/*.trycmd` and `*.toml`, each with the files it runs on in `*.in`.

#[test]
fn commands_say_and_exit_as_written() {
    let cases = trycmd::TestCases::new();
    // What surrounds a user must not decide how a test reads.
    for name in ["NO_COLOR", "CLICOLOR_FORCE"] {
        cases.env(name, "");
    }
    cases.env("COLUMNS", "80");
    cases.insert_var("[VERSION]", env!("CARGO_PKG_VERSION")).expect("the name of the variable is sound");
    cases.case("tests/cmd/*.trycmd").case("tests/cmd/*.toml");
}
