use std::fmt::Write as _;

use crate::parse::parse;
use crate::path::SourcePath;

/// The findings in a page, each with a part of its help.
fn found(text: &str) -> String {
    let mut found = String::new();
    for fault in parse(&SourcePath::from("a.md"), text.as_bytes()).diagnostics {
        if fault.code.name() == "malformed-html" {
            continue;
        }
        assert_eq!(fault.code.name(), "foreign-syntax", "{fault:?}");
        let subject = fault.subject.unwrap_or_default();
        assert_eq!(fault.span.map(|span| text[span].to_owned()), Some(subject.clone()));
        write!(found, "{subject}¦").expect("a string takes all text");
    }
    found
}

#[test]
fn foreign_syntax_is_found_once() {
    for (text, expected) in [
        ("!!! note \"Title\"\n    Text.\n", "!!! note¦"),
        ("??? danger\n\n???+ tip\n", "??? danger¦???+ tip¦"),
        ("!!! \n\n!!!really\n\nWhat???\n", ""),
        (":::tip\nText\n:::\n", ":::tip¦"),
        ("::: warning Title\n\n:::{note}\n:::\n\n::: {.column}\n:::\n", "::: warning¦:::{note}¦::: {.column}¦"),
        ("a :::tip\n", ""),
        ("- :::tip\n> !!! note\n", ":::tip¦!!! note¦"),
        (
            "A {{< figure src=\"a.png\" >}} b {{<figure src=\"b.png\">}}\n",
            "{{< figure src=\"a.png\" >}}¦{{<figure src=\"b.png\">}}¦",
        ),
        ("{{% note %}}\nText\n{{% /note %}}\n", "{{% note %}}¦"),
        ("{% include a.md %} {%- if x -%}y{% endif %}\n", "{% include a.md %}¦{%- if x -%}¦"),
        ("[a]({{< ref \"b.md\" >}})\n", "{{< ref \"b.md\" >}}¦"),
        ("# {{ page.title }}\n\n${{ github.ref }} \\{{ x }} {{}} {{ x\n", "{{ page.title }}¦"),
        ("`{{ x }}` `{% x %}`\n\n    {{ x }}\n\n```\n!!! note\n:::tip\n{{< x >}}\n```\n\n<!-- {{ x }} -->\n", ""),
        ("<div>{% include x %}</div>\n\n<script>{{ x }}</script>\n", "{% include x %}¦"),
        (
            "import Tabs from '@theme/Tabs';\n\n<Tabs>\n<TabItem value=\"a\">\n\nText\n\n</TabItem>\n</Tabs>\n",
            "import Tabs from '@theme/Tabs';¦<Tabs¦<TabItem¦",
        ),
        ("import a module\n\nexport it\n\n- import x from 'y'\n", "import x from 'y'¦"),
        ("Write <Name> and <Chart /> and <BR> and <Details>x</Details>\n", "<Chart¦"),
        (
            "```{note}\nText\n```\n\n```{code-block} python\nx\n```\n\n```{.python}\nx\n```\n\n```js {1,3}\nx\n```\n",
            "{note}¦{code-block}¦",
        ),
        ("See {ref}`x` and {`y`} and {x} `z`.\n", "{ref}`x`¦"),
        ("Text\n{: .class }\n\n{:toc}\n\n{:=x}\n", "{: .class }¦{:toc}¦"),
        ("[TOC]\n\n[[_TOC_]]\n", "[TOC]¦[[_TOC_]]¦"),
        ("--8<-- \"a.md\"\n", "--8<-- \"a.md\"¦"),
        ("=== \"One\"\n\n/// note | Title\nText\n///\n\n*[SDK]: Kit\n\n(start)=\n", "=== \"One\"¦/// note¦*[SDK]:¦(start)=¦"),
        ("![a](b.png){: width=\"10 px\" } **B**{.red} [c](d){target=_blank}\n", "{: width=\"10 px\" }¦{.red}¦{target=_blank}¦"),
        ("## A {.wide}\n", "{.wide}¦"),
        ("x^[a note] :material-rocket: ++ctrl+c++\n", "^[a note]¦:material-rocket:¦++ctrl+c++¦"),
        ("```ad-note\nx\n```\n\n~~~admonish warning\nx\n~~~\n", "ad-note¦admonish¦"),
        ("{{#include a.md}}\n", "{{#include a.md}}¦"),
        ("# A\n\n---\nlayout: two-cols\nclass: wide\n---\n\n# B\n\n::right::\n\nText.\n", "layout: two-cols¦::right::¦"),
        ("name: start\nclass: center\n\n# A\n", "name: start¦"),
        ("layout: of the room\nand prose\n", ""),
        ("# A\n\n---\nclass: center, middle\n\n# B\n\n???\nSay hello.\n", "class: center, middle¦???¦"),
        ("# A\n\n---\nNote: this is prose\n\nWhat\n\n???\n\n:: x ::\n\n---\n\nlayout: of the room\n", ""),
        ("C++ and i++ + ++j, x^[2], `a`{b}, f(x){y}, (note) = 1, a :smile: b, === x, /// x\n", ""),
        ("| :::tip | {{ x }} |\n|---|---|\n", "{{ x }}¦"),
        ("| {: .wide } | {.a #b} | **c**{: .d} |\n|---|---|---|\n", "{: .d}¦"),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
}

#[test]
fn each_says_what_to_write() {
    for (text, help) in [
        ("!!! danger\n", "`> [!CAUTION]`"),
        (":::tip\n", "`> [!TIP]`"),
        ("```{warning}\nx\n```\n", "`> [!WARNING]`"),
        ("{{< relref \"x\" >}}\n", "the path of the file"),
        ("{% highlight ruby %}\n", "a fenced code block"),
        ("{doc}`x`\n", "`[words](page.md#heading)`"),
    ] {
        let faults = parse(&SourcePath::from("a.md"), text.as_bytes()).diagnostics;
        let found = faults.first().and_then(|fault| fault.help.clone()).unwrap_or_default();
        assert!(found.contains(help), "{text}: {found}");
    }
}

#[test]
fn unclosed_marks_cost_one_search() {
    let text = "{{< x {% y {{ ".repeat(100_000);
    assert_eq!(found(&text), "");
}
