#pragma once

#include <utility>

namespace receptive {

/// Undoes something at the end of a block, unless it is kept: also where an exception leaves the
/// block, and where the memory for that exception's words could not be had.
template <typename Work>
class Undo {
 public:
  /// @param work must not throw.
  explicit Undo(Work work) : work_(std::move(work)) {}
  Undo(const Undo&) = delete;
  Undo& operator=(const Undo&) = delete;
  ~Undo() {
    if (!kept_) work_();
  }
  void keep() { kept_ = true; }

 private:
  Work work_;
  bool kept_ = false;
};

}  // namespace receptive
