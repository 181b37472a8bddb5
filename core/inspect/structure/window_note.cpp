#include "inspect/structure/window_note.h"

#include <algorithm>
#include <optional>

#include "base/decimal.h"

namespace receptive {

namespace {

/// One side of a window and its input.
struct Fit {
  int extent = 1;
  int kernel = 1;  ///< pixels that the window spans, dilation included
  int stride = 1;
  int outputs = 1;
  int pad_before = 0;
  int pad_after = 0;

  [[nodiscard]] int padding() const { return pad_before + pad_after; }
  /// Pixels of the map behind the last window.
  [[nodiscard]] int unread() const {
    const int end = (outputs - 1) * stride - pad_before + kernel;
    const int left = extent - end;
    return left > std::max(0, stride - kernel) ? left : 0;
  }
  /// Padding that would give the last pixels a window of their own.
  [[nodiscard]] int missing() const {
    return unread() == 0 ? 0 : stride - (extent + padding() - kernel) % stride;
  }
  /// "(10 - 3 + 0) / 2 + 1 = 4.5"
  [[nodiscard]] std::string formula() const {
    const double exact = static_cast<double>(extent - kernel + padding()) / stride + 1;
    return "(" + std::to_string(extent) + " - " + std::to_string(kernel) + " + " +
           std::to_string(padding()) + ") / " + std::to_string(stride) +
           " + 1 = " + general_text(exact, 4);
  }
};

/// A layer may have replaced the stride of a window that never moves; its settings have the one
/// that was asked for.
int asked_stride(const Node& node, std::size_t side, int stride) {
  const auto found = node.settings.find("strides");
  if (found == node.settings.end()) return stride;
  const auto* both = std::get_if<double>(&found->second);
  const auto* list = std::get_if<NumberList>(&found->second);
  if (both != nullptr) return static_cast<int>(*both);
  return list != nullptr && list->size() == 2 ? static_cast<int>((*list)[side]) : stride;
}

std::string counted(int count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

}  // namespace

std::string window_note(const Node& node, const Shape& input) {
  const std::optional<Window2d> window = node.layer->window();
  if (!window) return "";
  const Padding& padding = window->padding;
  const Fit rows{.extent = input.h,
                 .kernel = (window->kernel_h - 1) * window->dilation_h + 1,
                 .stride = asked_stride(node, 0, window->stride_h),
                 .outputs = node.output.h,
                 .pad_before = padding.top,
                 .pad_after = padding.bottom};
  const Fit columns{.extent = input.w,
                    .kernel = (window->kernel_w - 1) * window->dilation_w + 1,
                    .stride = asked_stride(node, 1, window->stride_w),
                    .outputs = node.output.w,
                    .pad_before = padding.left,
                    .pad_after = padding.right};
  const bool bottom = rows.unread() > 0;
  const bool right = columns.unread() > 0;
  if (!bottom && !right) return "";

  std::string unread;
  std::string why;
  if (bottom) {
    unread = counted(rows.unread(), "row");
    why = rows.formula();
  }
  if (right) {
    unread += (bottom ? " and " : "") + counted(columns.unread(), "column");
    if (!bottom || columns.formula() != rows.formula())
      why += (bottom ? ", " : "") + columns.formula();
  }
  const std::string sides = "[" + std::to_string(padding.top) + ", " +
                            std::to_string(padding.bottom + rows.missing()) + ", " +
                            std::to_string(padding.left) + ", " +
                            std::to_string(padding.right + columns.missing()) + "]";
  const bool pools = node.settings.contains("ceilMode");
  return "windows leave " + unread + " unread: " + why + "; use padding " + sides +
         (pools ? " or ceilMode true" : " or strides 1");
}

}  // namespace receptive
