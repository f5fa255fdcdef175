"""Thai digits in a document: everything that is read, nothing that is compared."""

import pytest

from reports.book.thai_digits import with_thai_digits


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("<p>ปี 2570 ได้ 3.4578</p>", "<p>ปี ๒๕๗๐ ได้ ๓.๔๕๗๘</p>"),
        ("<td>1,250,000.50</td>", "<td>๑,๒๕๐,๐๐๐.๕๐</td>"),
        ("<p>ร้อยละ15</p>", "<p>ร้อยละ๑๕</p>"),
        ('<td class="w10" colspan="2">5</td>', '<td class="w10" colspan="2">๕</td>'),
        ("<code>7K3M-1234-0000</code> 7", "<code>7K3M-1234-0000</code> ๗"),
        ("<p>PM2.5 เกิน 37.5</p>", "<p>PM2.5 เกิน ๓๗.๕</p>"),
        ("<p>SHA-256 และ https://a.go.th/v/12</p>", "<p>SHA-256 และ https://a.go.th/v/12</p>"),
        ("<p>&#x27;9&#39; &lt; 10</p>", "<p>&#x27;๙&#39; &lt; ๑๐</p>"),
        ('<svg width="9"><rect x="1"/></svg>1', '<svg width="9"><rect x="1"/></svg>๑'),
        ('<h1 id="a1" data-head="ประเด็น 1">1</h1>', '<h1 id="a1" data-head="ประเด็น ๑">๑</h1>'),
        ("4-5 ดาว", "๔-๕ ดาว"),
    ],
)  # fmt: skip
def test_it_works(given, expected):
    assert with_thai_digits(given) == expected
