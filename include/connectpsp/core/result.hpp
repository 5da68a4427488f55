// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_RESULT_HPP
#define CONNECTPSP_CORE_RESULT_HPP

#include <connectpsp/core/detail/config.hpp>
#include <connectpsp/core/error.hpp>
#include <connectpsp/core/version.hpp>

#include <boost/outcome/basic_result.hpp>
#include <boost/outcome/policy/base.hpp>

#include <cstdlib>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// The exception that `.value()` of a failed result throws: a std::system_error that still holds
/// the error.
class failure : public std::system_error {
public:
    explicit failure(connectpsp::error error)
        : std::system_error(static_cast<std::error_code>(error.code()))
        , text_(to_string(error))
        , error_(std::move(error)) {}

    /// The error in one line, fit for a log.
    char const* what() const noexcept override { return text_.c_str(); }

    connectpsp::error const& error() const& noexcept { return error_; }
    connectpsp::error error() const&& { return error_; }

private:
    std::string text_;
    connectpsp::error error_;
};

namespace detail {

// Out of line, because each type of a result has such checks.
[[noreturn]] CONNECTPSP_NOINLINE inline void throw_error(connectpsp::error const& why) {
    CONNECTPSP_THROW(failure(why));
}
[[noreturn]] CONNECTPSP_NOINLINE inline void throw_no_error() {
    CONNECTPSP_THROW(std::logic_error("connectpsp: error() of a result that holds a value"));
}

struct throw_failure : boost::outcome_v2::policy::base {
    template <class Impl>
    static constexpr void wide_value_check(Impl&& self) {
        if (!base::_has_value(std::forward<Impl>(self)))
            throw_error(base::_error(std::forward<Impl>(
                self))); // NOLINT(bugprone-use-after-move): a check moves nothing
    }
    template <class Impl>
    static constexpr void wide_error_check(Impl&& self) {
        if (!base::_has_error(std::forward<Impl>(self))) throw_no_error();
    }
};

} // namespace detail

/// Either a T or an error. `if (r)`, `r.value()`, `r.error()`; BOOST_OUTCOME_TRY works with it.
template <class T>
using result = boost::outcome_v2::basic_result<T, error, detail::throw_failure>;

} // namespace connectpsp

#endif
