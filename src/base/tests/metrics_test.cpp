// SPDX-License-Identifier: Apache-2.0
// The text form of metrics is what Prometheus reads.
#include "base/metrics.hpp"

namespace salus {
namespace {

using namespace std::chrono_literals;

TEST(metrics, one_name_and_labels_is_one_series) {
  Metrics metrics;
  metrics.counter("answers", "Responses", {{"class", "2xx"}}).add(2);
  metrics.counter("answers", "Responses", {{"class", "4xx"}}).add();
  metrics.counter("answers", "Responses", {{"class", "2xx"}}).add();
  metrics.gauge("open", "Connections").set(-3);
  EXPECT_EQ(metrics.text(),
            "# HELP answers Responses\n# TYPE answers counter\n"
            "answers{class=\"2xx\"} 3\nanswers{class=\"4xx\"} 1\n"
            "# HELP open Connections\n# TYPE open gauge\nopen -3\n");
}

TEST(metrics, buckets_of_a_histogram_are_cumulative) {
  Metrics metrics;
  auto& spans = metrics.histogram("span_seconds", "How long");
  spans.observe(100us);
  spans.observe(101us);
  spans.observe(20s);
  const auto text = metrics.text();
  EXPECT_NE(text.find("span_seconds_bucket{le=\"0.0001\"} 1\n"), text.npos) << text;
  EXPECT_NE(text.find("span_seconds_bucket{le=\"0.00025\"} 2\n"), text.npos);
  EXPECT_NE(text.find("span_seconds_bucket{le=\"10\"} 2\n"), text.npos);
  EXPECT_NE(text.find("span_seconds_bucket{le=\"+Inf\"} 3\n"), text.npos);
  EXPECT_NE(text.find("span_seconds_count 3\n"), text.npos);
  EXPECT_NE(text.find("span_seconds_sum 20.000201\n"), text.npos);
}

TEST(metrics_death, a_name_has_one_kind) {
  Metrics metrics;
  metrics.counter("answers", "Responses");
  EXPECT_DEATH(metrics.gauge("answers", "Responses"), "two kinds");
  EXPECT_DEATH(metrics.counter("Wrong-Name", "Responses"), "malformed");
}

}  // namespace
}  // namespace salus
