// SPDX-License-Identifier: Apache-2.0
// Bundles pass the engine's own check, and say neither what was searched for nor what is withheld.
#include "bundle.hpp"

#include "base/random.hpp"
#include "narrative.hpp"
#include "resource.hpp"

namespace salus::fhir {
namespace {

const std::string one = R"({"resourceType":"Patient","id":"a","active":true})";

void passes(const std::string& bundle) {
  const auto resource = Resource::parse("Bundle", as_bytes(bundle));
  ASSERT_TRUE(resource) << resource.error().issues.front().expression << bundle;
  EXPECT_EQ(resource->json().text(), bundle);  // canonical as written
}

TEST(bundle, searchset) {
  SystemRandom random;
  const auto search = parse_search("Patient", {{"name", "CANARY"}, {"birthdate", "1974-12-25"}}).value();
  SearchPage page{.base = "https://clinic.example/fhir", .matches = {}, .total = {}, .next = {}};
  passes(search_bundle(search, page));
  const auto id = RecordId::random(random);
  page.matches = {{id, one}, {RecordId::random(random), one}};
  page.total = 2;
  page.next = "https://clinic.example/fhir/Patient?_page=x&\"";
  const auto bundle = search_bundle(search, page);
  passes(bundle);
  EXPECT_FALSE(bundle.contains("CANARY"));
  EXPECT_FALSE(bundle.contains("1974"));
  EXPECT_TRUE(bundle.contains("\"https://clinic.example/fhir/Patient/" + id.text() + "\""));
  EXPECT_FALSE(bundle.contains("withheld"));
  page.withheld = 3;
  passes(search_bundle(search, page));
  EXPECT_TRUE(search_bundle(search, page).contains("withheld"));
  page.matches.clear();
  passes(search_bundle(search, page));
  EXPECT_FALSE(search_bundle(search, page).contains("too-costly"));
  page.truncated = true;
  passes(search_bundle(search, page));
  EXPECT_TRUE(search_bundle(search, page).contains("too-costly"));
  page.withheld = 0;
  passes(search_bundle(search, page));
  EXPECT_TRUE(search_bundle(search, page).contains("too-costly"));
}

TEST(bundle, history) {
  SystemRandom random;
  passes(history_bundle("https://clinic.example/fhir", {}));
  policy::RecordRef record{policy::Kind::parse("Patient").value(), RecordId::random(random), {}, 3};
  using What = Version::What;
  const std::vector<Version> versions{{record, Time(), What::deleted, {}},
                                      {record, Time(), What::updated, one},
                                      {record, Time(), What::created, one}};
  passes(history_bundle("https://clinic.example/fhir", versions));
}

struct Html {
  const char* name;
  const char* inside;
  bool good;
};
class Narratives : public testing::TestWithParam<Html> {};

TEST_P(Narratives, hold_nothing_active) {
  const auto text =
      "<div xmlns=\"http://www.w3.org/1999/xhtml\">" + std::string(GetParam().inside) + "</div>";
  EXPECT_EQ(is_narrative(text), GetParam().good) << text;
}
INSTANTIATE_TEST_SUITE_P(
    rows, Narratives,
    testing::Values(
        Html{"plain", "x &lt; y", true},
        Html{"table", "<table class=\"a\"><tr><td colspan='2'>x</td></tr></table>", true},
        Html{"comment", "<!-- x -->", true}, Html{"fragment", "<a href=\"#a\" name=\"b\">x</a>", true},
        Html{"web_link", "<a href=\"https://hl7.org\">x</a>", true},
        Html{"inline_image", "<img src=\"data:image/png;base64,AA==\" alt=\"x\"/>", true},
        Html{"style", "<p style=\"color: red\">x</p>", true}, Html{"script", "<script>x</script>", false},
        Html{"script_case", "<SCRIPT>x</SCRIPT>", false}, Html{"event", "<p onclick=\"x\">y</p>", false},
        Html{"event_slash", "<p/onclick=\"x\">y</p>", false}, Html{"form", "<form><input/></form>", false},
        Html{"frame", "<iframe src=\"a\"/>", false}, Html{"svg", "<svg/>", false},
        Html{"base", "<base href=\"/\"/>", false},
        Html{"javascript", "<a href=\"javascript:x\">y</a>", false},
        Html{"javascript_case", "<a href=\" JaVaScRiPt:x\">y</a>", false},
        Html{"javascript_entity", "<a href=\"java&#115;cript&colon;x\">y</a>", false},
        Html{"data_link", "<a href=\"data:text/html,x\">y</a>", false},
        Html{"svg_image", "<img src=\"data:image/svg+xml;base64,AA==\"/>", false},
        Html{"web_image", "<img src=\"https://tracker.example/x.png\"/>", false},
        Html{"web_image_bare", "<img src=\"//tracker.example/x.png\"/>", false},
        Html{"style_url", "<p style=\"background:url(x)\">y</p>", false},
        Html{"style_escape", "<p style=\"background:u\\72l(x)\">y</p>", false},
        Html{"not_closed", "<p>x", false}, Html{"crossed", "<p><b>x</p></b>", false},
        Html{"bare_ampersand", "a & b", false}, Html{"second_root", "</div><div>", false},
        Html{"declaration", "<!DOCTYPE html>", false}, Html{"instruction", "<?php x ?>", false},
        Html{"cdata", "<![CDATA[x]]>", false}, Html{"bare_attribute", "<p class=a>x</p>", false}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace salus::fhir
