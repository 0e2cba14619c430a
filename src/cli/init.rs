//! `init`: a configuration file, and snippets for hooks and CI. Where there is a file, what would change.

use super::args::{Global, InitArgs};
use super::{Exit, files, output};
use crate::config::FILE_NAME;
use anyhow::bail;
use similar::TextDiff;

/// The configuration file that is written: every key with its default, switched off by comment marks.
const CONFIG: &str = r#"# designvet: https://toml.io syntax; every key is optional. `designvet config` prints what is in force.

# Rules to leave out, by id, area or catalogue id: `designvet rules` lists them.
ignore = []

# none, low, medium, high, or blocks-review; whatever blocks the review fails, except with none.
fail-on = "high"

# Files to pass over when folders are searched.
exclude = ["**/node_modules/**", "**/archive/**"]

# Company checklists, loaded after the built-in ones.
# extends = ["security/checklist.toml"]

# Kinds of document by path, where name and title do not tell.
# [kinds.tdd]
# files = ["docs/designs/*.md"]

# Headings your company uses for a topic.
# [sections.third_party]
# headings = ["Outside systems"]

# Another weight for a rule.
# [rules.document-control-missing]
# severity = "medium"
"#;

const SNIPPETS: &str = "\
pre-commit or prek (.pre-commit-config.yaml):

  - repo: <URL of the designvet repository>
    rev: <version>
    hooks:
      - id: designvet             # designvet-system runs the one on PATH
        files: ^docs/

GitHub Actions (a step after checkout; changed documents on pull requests, all on a schedule):

  - uses: <owner>/designvet@<commit>
    with: { paths: docs, comment: \"true\", sarif: designvet.sarif }

Code scanning (a step after that):

  - uses: github/codeql-action/upload-sarif@<commit>
    if: always()
    with: { sarif_file: designvet.sarif }

reviewdog (its own step, with designvet on PATH):

  - run: designvet check docs --format rdjsonl --exit-zero | reviewdog -f=rdjsonl -reporter=github-pr-review

GitLab (.gitlab-ci.yml):

  designvet:
    script: designvet check docs --format gitlab --output gl-code-quality-report.json
    artifacts:
      when: always
      reports: { codequality: gl-code-quality-report.json }

Jenkins (a stage, and what is done after it):

  sh 'designvet check docs --format junit --output designvet.xml --exit-zero'
  junit 'designvet.xml'
";

pub(super) fn run(args: &InitArgs, globals: &Global) -> anyhow::Result<Exit> {
    if args.print {
        output::write(globals, |out| write!(out, "{CONFIG}"))?;
        return Ok(Exit::Clean);
    }
    let path = args.dir.join(FILE_NAME);
    if let Ok(present) = std::fs::read_to_string(&path) {
        let shown = files::display(&path);
        let diff = TextDiff::from_lines(present.as_str(), CONFIG);
        let diff = diff.unified_diff().header(&shown, "what init would write").to_string();
        output::write(globals, |out| write!(out, "{}", crate::report::visible(&diff)))?;
        bail!("{shown} is already there and stays as it is");
    }
    output::replace(&path, CONFIG.as_bytes())?;
    output::note(globals, &format!("wrote {}", path.display()));
    output::write(globals, |out| write!(out, "{SNIPPETS}"))?;
    Ok(Exit::Clean)
}
