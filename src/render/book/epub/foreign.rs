//! Drawings and formulas within a book: the elements and attributes of SVG and MathML that reading systems have to know, without what
//! runs, loads or leads elsewhere (EPUB 3.3, sections 5.1 and 6.1.3).

use html5ever::{Attribute, Namespace, ns};

/// A language within XHTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    Svg,
    MathMl,
}

const SVG: [&str; 13] =
    ["svg", "g", "path", "text", "tspan", "desc", "title", "circle", "ellipse", "line", "polygon", "polyline", "rect"];

const SVG_ATTRIBUTES: [&str; 29] = [
    "viewBox",
    "width",
    "height",
    "d",
    "x",
    "y",
    "dx",
    "dy",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "points",
    "transform",
    "fill",
    "stroke",
    "stroke-width",
    "stroke-linejoin",
    "stroke-linecap",
    "stroke-dasharray",
    "font-size",
    "text-anchor",
    "opacity",
    "fill-rule",
];

const MATHML: [&str; 29] = [
    "math",
    "semantics",
    "annotation",
    "mrow",
    "mi",
    "mn",
    "mo",
    "ms",
    "mtext",
    "mspace",
    "msup",
    "msub",
    "msubsup",
    "mover",
    "munder",
    "munderover",
    "mfrac",
    "msqrt",
    "mroot",
    "mtable",
    "mtr",
    "mtd",
    "mphantom",
    "mpadded",
    "mstyle",
    "merror",
    "mmultiscripts",
    "mprescripts",
    "menclose",
];

const MATHML_ATTRIBUTES: [&str; 28] = [
    "display",
    "mathvariant",
    "stretchy",
    "fence",
    "separator",
    "lspace",
    "rspace",
    "minsize",
    "maxsize",
    "symmetric",
    "movablelimits",
    "largeop",
    "accent",
    "accentunder",
    "linethickness",
    "displaystyle",
    "scriptlevel",
    "columnalign",
    "rowspacing",
    "columnspacing",
    "width",
    "height",
    "depth",
    "voffset",
    "mathcolor",
    "mathbackground",
    "encoding",
    "form",
];

impl Language {
    /// The language of a namespace.
    pub(super) fn of(namespace: &Namespace) -> Option<Self> {
        match *namespace {
            ns!(svg) => Some(Self::Svg),
            ns!(mathml) => Some(Self::MathMl),
            _ => None,
        }
    }

    /// The element of this name, when it may stand in a book.
    pub(super) fn element(self, name: &str) -> Option<&'static str> {
        let known = if self == Self::Svg { &SVG[..] } else { &MATHML[..] };
        known.iter().find(|known| **known == name).copied()
    }

    /// Whether an attribute may stay.
    pub(super) fn keeps(self, attribute: &Attribute) -> bool {
        let name = &*attribute.name.local;
        let known = if self == Self::Svg { &SVG_ATTRIBUTES[..] } else { &MATHML_ATTRIBUTES[..] };
        let is_known = known.contains(&name) || matches!(name, "class" | "role" | "dir") || name.starts_with("aria-");
        is_known && !attribute.value.contains("url(")
    }

    /// The namespace, which stands on the outermost element.
    pub(super) const fn namespace(self) -> &'static str {
        match self {
            Self::Svg => "http://www.w3.org/2000/svg",
            Self::MathMl => "http://www.w3.org/1998/Math/MathML",
        }
    }

    /// What a book says of a chapter that holds it.
    pub(super) const fn property(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::MathMl => "mathml",
        }
    }
}
