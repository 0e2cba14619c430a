//! What schemas of each notation come to.

use super::*;

fn schemas(text: &str) -> Schemas {
    find(&Document::parse(text), text)
}

/// `table(column kind, ...)` of each schema.
fn shown(text: &str) -> Vec<String> {
    let found = schemas(text);
    let column = |c: &Column| format!("{} {}", c.name, c.kind).trim_end().to_owned();
    let line = |s: &Schema| format!("{}({})", s.name, s.columns.iter().map(column).collect::<Vec<_>>().join(", "));
    found.schemas.iter().map(line).collect()
}

fn fenced(lang: &str, code: &str) -> String {
    format!("# D\n\n```{lang}\n{code}\n```\n")
}

const TOOLS: &str = "\
CREATE TYPE state AS ENUM (
    'OPEN',   -- anyone sees it
    'HIDDEN'
);
-- Tools of everybody
CREATE TABLE IF NOT EXISTS shed.\"tools\" (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    owner_id UUID REFERENCES members(id) ON DELETE SET NULL,  -- empty: lent to all
    deposit NUMERIC(8, 2) NOT NULL DEFAULT 0.00,  -- in euro
    state state NOT NULL,
    kind VARCHAR(20) CHECK (kind IN ('A', 'B')),
    CONSTRAINT one UNIQUE (owner_id, deposit),
    FOREIGN KEY (kind) REFERENCES kinds(id) ON DELETE CASCADE
);
CREATE INDEX by_owner ON tools(owner_id); -- hot
CREATE UNIQUE INDEX by_kind ON tools (lower(kind));
ALTER TABLE tools ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON tools USING (owner_id = current_user);";

#[test]
fn a_table_of_sql_has_columns_keys_comments_and_policies() {
    let text = fenced("sql", TOOLS);
    let found = schemas(&text).schemas;
    let table = found.iter().find(|s| s.shape == Shape::Table).expect("the table is read");
    assert_eq!((table.name.as_str(), table.name_span.of(&text), table.columns.len()), ("tools", "tools", 5));
    assert_eq!(table.comments.iter().map(|c| c.of(&text)).collect::<Vec<_>>(), ["Tools of everybody"]);
    assert_eq!((table.policies.len(), table.uniques.len(), table.checks.len()), (2, 2, 1));
    let owner = table.column("owner_id").expect("the owner is read");
    assert_eq!(owner.name_span.of(&text), "owner_id");
    assert_eq!(owner.comment.map(|c| c.of(&text)), Some("empty: lent to all"));
    assert_eq!(owner.on_delete.map(|o| (o.action, o.span.of(&text))), Some((Action::SetNull, "ON DELETE SET NULL")));
    let deposit = table.column("deposit").expect("the deposit is read");
    assert_eq!((deposit.kind.as_str(), deposit.default.as_deref(), deposit.nullable), ("NUMERIC(8, 2)", Some("0.00"), false));
    assert_eq!(deposit.comment.map(|c| c.of(&text)), Some("in euro"));
    let kind = table.column("kind").expect("the kind is read");
    assert_eq!(kind.values, ["A", "B"]);
    assert_eq!(kind.references, Some(Reference { table: "kinds".to_owned(), column: Some("id".to_owned()) }));
    assert_eq!(table.column("state").map(|c| c.values.clone()), Some(vec!["OPEN".to_owned(), "HIDDEN".to_owned()]));
    assert_eq!(found[0].values[0].comment.map(|c| c.of(&text)), Some("anyone sees it"));
}

#[test]
fn sloppy_sql_is_read_as_far_as_it_goes() {
    let text = fenced(
        "",
        "CREATE TABLE users (\n  id INT AUTO_INCREMENT PRIMARY KEY\n  `email` VARCHAR(255) NOT NULL COMMENT 'to log in'\n  key TEXT,\n  ...\n\nCREATE TABLE [dbo].[notes] (id int, body text)\nSELECT * FROM notes",
    );
    assert_eq!(shown(&text), ["users(id INT, email VARCHAR(255), key TEXT)", "notes(id int, body text)"]);
    let found = schemas(&text);
    let email = found.schemas[0].column("email").expect("a quoted name is a name");
    assert_eq!((email.name_span.of(&text), email.comment.map(|c| c.of(&text))), ("email", Some("to log in")));
    assert_eq!(found.queries.len(), 1);
}

#[test]
fn a_key_that_is_added_later_belongs_to_its_column() {
    let text = fenced("sql", "CREATE TABLE notes (id INT, user_id INT);")
        + &fenced("sql", "ALTER TABLE notes ADD CONSTRAINT fk FOREIGN KEY (user_id)\n    REFERENCES members(id) ON DELETE SET NULL;");
    let found = schemas(&text).schemas;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].columns[1].on_delete.map(|o| o.action), Some(Action::SetNull));
}

#[test]
fn a_sketch_of_a_table_is_read() {
    let text = fenced("", "users {\n  // who\n  id: text (PK)      // from outside\n  email: varchar(255) (unique)\n}\n\nif {\n a: b\n}");
    assert_eq!(shown(&text), ["users(id text (PK), email varchar(255) (unique))"]);
}

#[test]
fn added_columns_stand_under_the_name_of_their_table() {
    let text = fenced("sql", "ALTER TABLE users ADD COLUMN IF NOT EXISTS phone TEXT;\nALTER TABLE users ADD age INT; -- years");
    assert_eq!(shown(&text), ["users(phone TEXT, age INT)"]);
    assert!(schemas(&text).schemas[0].addition);
}

#[test]
fn a_query_has_tables_and_the_columns_of_its_conditions() {
    let text = fenced(
        "sql",
        "-- tools in sight\nSELECT c.*, extract(epoch FROM c.at) FROM tools c JOIN shops s ON s.id = c.shop_id\nWHERE c.shop_id = $1\n  AND lower(c.state) IN ('A')\nORDER BY c.deposit;\nUPDATE tools SET state = 'B' WHERE id = :id;\nUpdate the docs\nDELETE FROM notes;",
    );
    let found = schemas(&text).queries;
    let conditions = |q: &Query| q.conditions.iter().map(|c| c.of(&text).to_owned()).collect::<Vec<_>>();
    assert_eq!(found.iter().map(|q| q.verb).collect::<Vec<_>>(), [Verb::Select, Verb::Update, Verb::Delete]);
    assert_eq!(found[0].tables, ["tools", "shops"]);
    assert_eq!(conditions(&found[0]), ["id", "shop_id", "shop_id", "state"]);
    assert_eq!(found[0].filter.map(|f| f.of(&text)), Some("WHERE c.shop_id = $1\n  AND lower(c.state) IN ('A')"));
    assert_eq!(conditions(&found[1]), ["id"]);
}

#[test]
fn nested_objects_follow_with_a_dotted_name() {
    let text = fenced(
        "ts",
        "export interface Order extends Base {\n  id: string; // key\n  user?: { email: string; tags: Array<string>; };\n  /** shown */\n  source: 'A' | 'B'\n  save(): void;\n  onDone: () => void\n}",
    );
    assert_eq!(shown(&text), ["Order(id string, user object, user.email string, user.tags Array<string>, source 'A' | 'B')"]);
    let order = &schemas(&text).schemas[0];
    assert_eq!(order.column("source").and_then(|c| c.comment).map(|c| c.of(&text)), Some("shown"));
    assert_eq!(order.column("id").and_then(|c| c.comment).map(|c| c.of(&text)), Some("key"));
    let text = fenced("json", "{\"user\": {\"email\": \"a@b.c\", \"age\": 3}, \"items\": [{\"sku\": \"x\"}, {\"sku\": \"y\"}], ...}");
    assert_eq!(shown(&text), ["D(user object, user.email string, user.age number, items array, items.sku string)"]);
}

#[test]
fn each_notation_of_braces_is_read() {
    let prisma = "model Post {\n  id String @id @default(uuid())\n  authorId String?\n  author User? @relation(fields: [authorId], references: [id], onDelete: SetNull)\n  @@unique([id, authorId])\n}";
    assert_eq!(shown(&fenced("prisma", prisma)), ["Post(id String, authorId String?, author User?)"]);
    let post = &schemas(&fenced("prisma", prisma)).schemas[0];
    assert_eq!(post.columns[1].on_delete.map(|o| o.action), Some(Action::SetNull));
    let proto = "message User {\n  string email = 1; // to log in\n  map<string, bytes> data = 2;\n  oneof who { int32 age = 3; }\n  enum Kind { A = 0; }\n}";
    assert_eq!(shown(&fenced("proto", proto)), ["User(email string, data map<string, bytes>, age int32)", "Kind()"]);
    let go = "type User struct {\n\tBase\n\tEmail string `json:\"email\"` // to log in\n\tPhone *string\n}";
    assert_eq!(shown(&fenced("go", go)), ["User(Email string, Phone *string)"]);
    let rust = "#[derive(Clone)]\npub struct User<T> {\n    #[serde(skip)]\n    pub(crate) email: Option<String>,\n    map: HashMap<String, T>,\n}";
    assert_eq!(shown(&fenced("rust", rust)), ["User(email Option<String>, map HashMap<String, T>)"]);
    let graphql = "type User {\n  email(format: String): String! @auth\n  posts: [Post!]!\n}\ntype Query { user: User }";
    assert_eq!(shown(&fenced("graphql", graphql)), ["User(email String!, posts [Post!]!)"]);
    let er = "erDiagram\n".to_owned()
        + &"  USERS ||--o{ POSTS : has\n".repeat(12)
        + "  USERS {\n    uuid id PK\n    varchar(255) email UK \"to log in\"\n    name string\n  }";
    assert_eq!(shown(&fenced("mermaid", &er)), ["USERS(id uuid, email varchar(255), name string)"]);
    let kotlin = "data class User(\n  val email: String? = null,\n  var age: Int\n)\nclass Service(val x: Int)";
    assert_eq!(shown(&fenced("kotlin", kotlin)), ["User(email String?, age Int)"]);
    let short = "type A = {\n  state: 'on' | 'off';\n};";
    assert_eq!(shown(&fenced("ts", short)), ["A(state 'on' | 'off')"]);
    let dbml = "Table users as U {\n  id int [pk]\n  org_id int [not null, ref: > orgs.id]\n  Note: 'all'\n}";
    assert_eq!(shown(&fenced("dbml", dbml)), ["users(id int, org_id int)"]);
    let drizzle = "export const users = pgTable('users', {\n  id: uuid('id').primaryKey(),\n  orgId: uuid('org_id').references(() => orgs.id, { onDelete: 'cascade' }),\n});";
    assert_eq!(shown(&fenced("ts", drizzle)), ["users(id uuid, orgId uuid)"]);
    let python = "class User(Base):\n    \"\"\"One.\"\"\"\n    id: int  # key\n    email = Column(\n        String(255), unique=True)\n    def f(self):\n        x: int = 1\n";
    assert_eq!(shown(&fenced("python", python)), ["User(id int, email String(255))"]);
}

#[test]
fn tables_of_fields_are_named_by_what_stands_above_them() {
    let text = "## Data model\n\n### 1.2 Table: `users`\n\n| Column | Type | Notes |\n|---|---|---|\n| `id` | uuid | PK |\n| **email** (login) | text | unique |\n| org_id | uuid | FK \u{2192} orgs.id, ON DELETE CASCADE |\n";
    assert_eq!(shown(text), ["users(id uuid, email text, org_id uuid)"]);
    let users = &schemas(text).schemas[0];
    assert_eq!(users.name_span.of(text), "users");
    assert_eq!(users.columns[1].name_span.of(text), "email");
    assert_eq!(users.columns[2].references, Some(Reference { table: "orgs".to_owned(), column: Some("id".to_owned()) }));
    assert_eq!(users.columns[2].on_delete.map(|o| o.action), Some(Action::Cascade));
    let text = "## Tables\n\n| Table | Key columns |\n|---|---|\n| `users` | id, email, `full_name` |\n| notes | id (PK), body |\n";
    assert_eq!(shown(text), ["users(id, email, full_name)", "notes(id, body)"]);
    let text = "### roles\n\n| id | UUID | PK |\n| name | VARCHAR | UNIQUE |\n";
    assert_eq!(shown(text), ["roles(id UUID, name VARCHAR)"]);
    for quiet in [
        "| Field | Value |\n|---|---|\n| Author | Ann |\n",
        "| Name | Role |\n|---|---|\n| Ann | lead |\n",
        "| Attribute | Description |\n|---|---|\n| Fast | yes |\n",
        "| Index | Table | Columns |\n|---|---|---|\n| i | users | email |\n",
    ] {
        assert_eq!(shown(quiet), [""; 0], "{quiet}");
    }
}

#[test]
fn lists_of_fields_are_told_from_other_lists() {
    let text = "## Data model\n\n- **users**: id, email, full_name\n- `notes` (id, user_id, body)\n- role: owner, admin, guest\n- Search: by name, by date, by size\n";
    assert_eq!(shown(text), ["users(id, email, full_name)", "notes(id, user_id, body)"]);
    let text = "## User model\n\n- `email` (string, unique): to log in\n- phone: string\n- Real-time updates\n- Code: Text field\n- Start Date: 2020\n";
    assert_eq!(shown(text), ["User(email string, phone string)"]);
}

#[test]
fn names_part_into_words() {
    for (name, expected) in [
        ("created_at", "created at"),
        ("userID", "user id"),
        ("userIDs", "user ids"),
        ("HTTPServer", "http server"),
        ("email-address2", "email address2"),
        ("user.homeAddress", "user home address"),
        ("", ""),
    ] {
        assert_eq!(words(name).join(" "), expected);
    }
}

#[test]
fn broken_code_is_read_without_a_panic() {
    let codes = [
        "CREATE TABLE",
        "CREATE TABLE (",
        "CREATE TABLE \u{e9}(\u{e9} '",
        "$$",
        "`",
        "\"\"\"",
        "/*",
        "{",
        "}",
        "type a = {",
        "interface",
        "struct A<",
        "[",
        "CREATE POLICY ON",
        "ALTER TABLE t ADD",
        "COMMENT ON COLUMN",
        "SELECT",
        "class A(",
        "class A:\n  x: '",
        "{\"properties\": {",
        "Table a {\n x [",
        "message A { map< }",
        "pgTable(",
        "\u{1f600}{ \u{1f600}: 1 }",
    ];
    for lang in ["sql", "ts", "json", "proto", "go", "rust", "graphql", "prisma", "dbml", "python", "swift", ""] {
        for code in codes {
            schemas(&fenced(lang, code));
        }
    }
    schemas("|\n");
    schemas("||\n| `|\n");
}
