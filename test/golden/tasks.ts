/** @file Tasks that a developer would have. Beside each, in hand/, the module that a good programmer would write for it. */

export interface GoldenTask {
  /** Also the name of the module in hand/. */
  readonly name: string;
  readonly params: readonly string[];
  /** Inputs and, last, the output. */
  readonly examples: readonly (readonly (string | number)[])[];
  /** Inputs never learned from; what is right for them the hand-written module says. */
  readonly fresh: readonly (readonly (string | number)[])[];
}

export const tasks: readonly GoldenTask[] = [
  {
    name: "initials",
    params: ["name"],
    examples: [
      ["Ada Lovelace", "A.L."],
      ["Alan Turing", "A.T."],
      ["Grace Hopper", "G.H."],
      ["Barbara Liskov", "B.L."],
    ],
    fresh: [["Donald Knuth"], ["Zoë Ünal"], ["Edsger Dijkstra"]],
  },
  {
    name: "email-domain",
    params: ["email"],
    examples: [
      ["ada@mail.example.com", "mail.example.com"],
      ["k.watanuki@northwind.example", "northwind.example"],
      ["info@example.org", "example.org"],
    ],
    fresh: [["x_y+z@a-b.example.net"], ["me@localhost"]],
  },
  {
    name: "phone",
    params: ["number"],
    examples: [
      ["(919) 555-0199", "919-555-0199"],
      ["312.456.0119", "312-456-0119"],
      ["6465550189", "646-555-0189"],
      ["425 678 0127", "425-678-0127"],
    ],
    fresh: [["(206) 555-0100"], ["206.333.0142"], ["206 777 0142"], ["2065550142"]],
  },
  {
    name: "last-name-first",
    params: ["name"],
    examples: [
      ["Ada Lovelace", "Lovelace, Ada"],
      ["Alan Turing", "Turing, Alan"],
      ["Grace Hopper", "Hopper, Grace"],
    ],
    fresh: [["Donald Knuth"], ["Inés García-Moreno"], ["Bo O'Neil"]],
  },
  {
    name: "username",
    params: ["name"],
    examples: [
      ["Ada Lovelace", "alovelace"],
      ["Alan Turing", "aturing"],
      ["Grace Hopper", "ghopper"],
      ["Kenji Watanuki", "kwatanuki"],
    ],
    fresh: [["Donald Knuth"], ["Barbara LISKOV"], ["Bo Li"]],
  },
  {
    name: "slug",
    params: ["title"],
    examples: [
      ["Getting Started", "getting-started"],
      ["How It Works Inside", "how-it-works-inside"],
      ["FAQ", "faq"],
      ["Release Notes 2024", "release-notes-2024"],
    ],
    fresh: [["A Very Long Title With Many Words"], ["API Reference"], ["x"]],
  },
  {
    name: "file-extension",
    params: ["file"],
    examples: [
      ["report.pdf", "pdf"],
      ["archive.tar.gz", "gz"],
      ["summary.final.docx", "docx"],
      ["photo.jpeg", "jpeg"],
    ],
    fresh: [["a.b.c.d"], ["index.html"], ["my file.v2.txt"]],
  },
  {
    name: "product-number",
    params: ["code"],
    examples: [
      ["QRS-2934-XL", "2934"],
      ["ZLP-73-S", "73"],
      ["QRS-12-S", "12"],
    ],
    fresh: [["AB-100-M"], ["XYZ-7-XXL"]],
  },
  {
    name: "title-case",
    params: ["text"],
    examples: [
      ["THE OLD HOUSE", "The Old House"],
      ["war and peace", "War And Peace"],
      ["gREAT expectations", "Great Expectations"],
    ],
    fresh: [["MOBY DICK"], ["a room with a view"], ["emma"]],
  },
  {
    name: "card-ending",
    params: ["card"],
    examples: [
      ["4111 1111 1111 1234", "ending in 1234"],
      ["5500 0000 0000 0004", "ending in 0004"],
      ["4012 8888 8888 1881", "ending in 1881"],
    ],
    fresh: [["6011 0000 0000 7710"], ["3566 0020 2036 0505"]],
  },
  {
    name: "host",
    params: ["url"],
    examples: [
      ["https://www.example.org/about", "www.example.org"],
      ["http://example.com/a/b?c=d", "example.com"],
      ["https://docs.example.net/", "docs.example.net"],
    ],
    fresh: [["https://shop.example.org/cart/items"], ["http://localhost/x"]],
  },
  {
    name: "constant-case",
    params: ["name"],
    examples: [
      ["max retries", "MAX_RETRIES"],
      ["default time out", "DEFAULT_TIME_OUT"],
      ["verbose", "VERBOSE"],
    ],
    fresh: [["base url"], ["Number of open files"]],
  },
  {
    name: "email-address",
    params: ["first", "last"],
    examples: [
      ["Ada", "Lovelace", "ada.lovelace@example.org"],
      ["Alan", "Turing", "alan.turing@example.org"],
      ["Grace", "Hopper", "grace.hopper@example.org"],
    ],
    fresh: [
      ["Donald", "Knuth"],
      ["Bo", "LI"],
    ],
  },
  {
    name: "dollars",
    params: ["amount"],
    examples: [
      [1234.5, "$1,234.50"],
      [99, "$99.00"],
      [1250000, "$1,250,000.00"],
      [0.75, "$0.75"],
    ],
    fresh: [[12], [1000], [123456.78], [7.25]],
  },
  {
    name: "share",
    params: ["part"],
    examples: [
      [0.256, "25.6%"],
      [0.5, "50.0%"],
      [1, "100.0%"],
      [0.031, "3.1%"],
    ],
    fresh: [[0.75], [0.999], [0], [0.125]],
  },
  {
    name: "nearest-five",
    params: ["value"],
    examples: [
      [17, 15],
      [23, 25],
      [8, 10],
      [101, 100],
      [42, 40],
    ],
    fresh: [[0], [3], [59], [1234]],
  },
  {
    name: "total",
    params: ["price", "quantity"],
    examples: [
      [3, 4, 12],
      [2.5, 10, 25],
      [19, 3, 57],
      [8, 0, 0],
    ],
    fresh: [
      [7, 6],
      [0.5, 9],
      [120, 12],
    ],
  },
  {
    name: "order-number",
    params: ["id"],
    examples: [
      [42, "ORD-00042"],
      [7, "ORD-00007"],
      [12345, "ORD-12345"],
      [310, "ORD-00310"],
    ],
    fresh: [[1], [99999], [2020]],
  },
  {
    name: "gross",
    params: ["net"],
    examples: [
      [100, 120],
      [19.99, 23.99],
      [5.5, 6.6],
      [0.99, 1.19],
      [250, 300],
    ],
    fresh: [[10], [49.95], [3.33]],
  },
  {
    name: "iso-date",
    params: ["date"],
    examples: [
      ["2/19/2018", "2018-02-19"],
      ["12/3/2020", "2020-12-03"],
      ["10/31/1999", "1999-10-31"],
      ["1/1/2024", "2024-01-01"],
    ],
    fresh: [["7/4/2021"], ["11/30/2011"], ["5/25/1977"]],
  },
  {
    name: "german-date",
    params: ["date"],
    examples: [
      ["2018-02-19", "19.02.2018"],
      ["2020-12-03", "03.12.2020"],
      ["1999-10-31", "31.10.1999"],
    ],
    fresh: [["2021-07-04"], ["2011-11-30"]],
  },
  {
    name: "month-name",
    params: ["date"],
    examples: [
      ["2018-02-19", "February"],
      ["2020-12-03", "December"],
      ["1999-10-31", "October"],
      ["2024-01-01", "January"],
    ],
    fresh: [["2021-07-04"], ["2011-11-30"], ["1977-05-25"], ["2000-03-09"]],
  },
  {
    name: "greeting",
    params: ["tone", "title", "name"],
    examples: [
      ["Formal", "Ms", "Ada Lindqvist", "Dear Ms Lindqvist"],
      ["Informal", "Mr", "Kenji Watanuki", "Hi Kenji"],
      ["Formal", "Mr", "Alan Turing", "Dear Mr Turing"],
      ["Informal", "Ms", "Grace Hopper", "Hi Grace"],
    ],
    fresh: [
      ["Formal", "Dr", "Barbara Liskov"],
      ["Informal", "Dr", "Barbara Liskov"],
    ],
  },
  {
    name: "pass-or-fail",
    params: ["score"],
    examples: [
      [75, "pass"],
      [50, "pass"],
      [49, "fail"],
      [12, "fail"],
      [98, "pass"],
      [45, "fail"],
    ],
    fresh: [[51], [100], [0], [40]],
  },
  {
    name: "parcel",
    params: ["weight"],
    examples: [
      [0.5, "small"],
      [0.9, "small"],
      [1, "medium"],
      [4, "medium"],
      [9.5, "medium"],
      [10, "large"],
      [25, "large"],
    ],
    fresh: [[0.1], [2], [7], [12], [100]],
  },
];
