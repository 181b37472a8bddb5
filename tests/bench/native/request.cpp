#include "request.h"

#include "base/json.h"

namespace receptive::bench {

namespace {

Shape shape_of(const Json& json, int batch) {
  return {batch, json.at(0).get<int>(), json.at(1).get<int>(), json.at(2).get<int>()};
}

Case read_case(const Json& json) {
  const int batch = json.at("batch").get<int>();
  const int kernel = json.at("kernel").get<int>();
  const int padding = json.at("padding").get<int>();
  Case result;
  result.kind = json.at("kind").get<std::string>();
  result.x = shape_of(json.at("input"), batch);
  result.y = shape_of(json.at("output"), batch);
  result.first = json.at("first").get<bool>();
  result.window.kernel_h = result.window.kernel_w = kernel;
  if (result.kind == "conv") {
    result.weight = {result.y.c, result.x.c, kernel, kernel};
    result.window.padding = {padding, padding, padding, padding};
  } else if (result.kind == "pool") {
    result.window.stride_h = result.window.stride_w = kernel;
  } else if (result.kind == "dense") {
    result.weight = {result.y.c, static_cast<int>(result.x.example_count()), 1, 1};
  }
  return result;
}

}  // namespace

Request read_request(const std::string& json) {
  const Json root = parse_json(json);
  Request request;
  request.peak = root.value("peak", request.peak);
  request.kernels = root.value("kernels", request.kernels);
  request.peers = root.value("peers", request.peers);
  request.seconds = root.value("seconds", request.seconds);
  request.rounds = root.value("rounds", request.rounds);
  for (const Json& one : root.value("cases", Json::array())) {
    request.cases.push_back(read_case(one));
  }
  return request;
}

}  // namespace receptive::bench
