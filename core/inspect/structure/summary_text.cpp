#include <algorithm>
#include <limits>

#include "inspect/structure/summary.h"

#include "base/decimal.h"

namespace receptive {

namespace {

using Row = std::vector<std::string>;

/// 1234567 as "1,234,567".
std::string grouped(std::int64_t number) {
  const std::string digits = std::to_string(number);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

std::string number_text(double number) { return general_text(number, 15); }

std::string sides_text(double h, double w, const char* between) {
  return number_text(h) + between + number_text(w);
}

/// A sum of counts that each fit, for specifications that nobody could run.
std::int64_t capped_sum(std::int64_t a, std::int64_t b) {
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  return a > most - b ? most : a + b;
}

LayerSummary total_of(const std::vector<LayerSummary>& layers) {
  LayerSummary total;
  for (const LayerSummary& layer : layers) {
    total.parameters = capped_sum(total.parameters, layer.parameters);
    total.trained = capped_sum(total.trained, layer.trained);
    total.cost.connections = capped_sum(total.cost.connections, layer.cost.connections);
    total.cost.multiply_adds = capped_sum(total.cost.multiply_adds, layer.cost.multiply_adds);
    total.activation_bytes = capped_sum(total.activation_bytes, layer.activation_bytes);
  }
  return total;
}

Row row_of(const Node& node, const LayerSummary& layer) {
  return {node.name,
          node.type,
          example_text(node.output),
          layer.weights_of.empty() ? grouped(layer.parameters) : "of " + layer.weights_of,
          grouped(layer.cost.connections),
          grouped(layer.cost.multiply_adds),
          grouped(layer.activation_bytes),
          sides_text(layer.field.h.size, layer.field.w.size, "x"),
          sides_text(layer.field.h.stride, layer.field.w.stride, "x"),
          sides_text(layer.field.h.offset, layer.field.w.offset, ", ")};
}

/// The names to the left, everything else to the right.
std::string table_text(const std::vector<Row>& rows) {
  constexpr std::size_t left_columns = 2;
  std::vector<std::size_t> widths(rows[0].size());
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string text;
  for (const Row& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string space(widths[i] - row[i].size(), ' ');
      if (i > 0) line += "  ";
      line += i < left_columns ? row[i] + space : space + row[i];
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

}  // namespace

std::string summary_text(const Graph& graph) {
  const std::vector<LayerSummary> layers = summarize(graph);
  const auto picture_bytes =
      static_cast<std::int64_t>(graph.input().example_count() * sizeof(float));
  std::vector<Row> rows{{"layer", "type", "output", "parameters", "connections", "multiply-adds",
                         "bytes", "field", "stride", "offset"},
                        {graph.name_of(Graph::network_input), "", example_text(graph.input()), "0",
                         "0", "0", grouped(picture_bytes), "1x1", "1x1", "0, 0"}};
  std::string notes;
  for (const LayerSummary& layer : layers) {
    const Node& node = graph.nodes()[rows.size() - 2];
    rows.push_back(row_of(node, layer));
    if (!layer.note.empty()) notes += node.name + ": " + layer.note + "\n";
  }
  const LayerSummary total = total_of(layers);
  rows.push_back({"total", "", "", grouped(total.parameters), grouped(total.cost.connections),
                  grouped(total.cost.multiply_adds),
                  grouped(capped_sum(total.activation_bytes, picture_bytes)), "", "", ""});
  std::string text = table_text(rows);
  if (total.trained != total.parameters) {
    text += grouped(total.trained) + " of the parameters are trained, " +
            grouped(total.parameters - total.trained) + " are not\n";
  }
  text += notes;
  text.pop_back();
  return text;
}

}  // namespace receptive
