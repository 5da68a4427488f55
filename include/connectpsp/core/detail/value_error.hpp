// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_DETAIL_VALUE_ERROR_HPP
#define CONNECTPSP_CORE_DETAIL_VALUE_ERROR_HPP

#include <connectpsp/core/error.hpp>
#include <connectpsp/core/version.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

// Errors of factories, which say which value is wrong and what is wrong with it. None of them holds
// the value: it may be a secret, or a person's.

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

/// Makes the error of a factory.
/// @param subject the value's name: `CPF`, `base URL`
/// @param detail what is expected or was found
/// @param offset the byte of the value that is wrong
CONNECTPSP_DECL error value_error(errc code, std::string_view subject, std::string_view detail = {},
                                  std::optional<std::size_t> offset = std::nullopt);

/// Makes the same with a detail such as `expected 11 digits, got 10`.
/// @param unit what `got` counts, where it is something else than what is expected
CONNECTPSP_DECL error wrong_size_error(errc code, std::string_view subject,
                                       std::string_view expected, std::size_t got,
                                       std::string_view unit = {});

/// Why a text of a configuration, such as a token that was read from a file, cannot be what was
/// meant; nothing where it can.
/// Errors: surrounding_space, control_character.
CONNECTPSP_DECL std::optional<error> refusal_of_setting(std::string_view text,
                                                        std::string_view subject);

/// Adds a JSON pointer to an error.
CONNECTPSP_DECL error at_pointer(error const& wrong, std::string_view pointer);

} // namespace connectpsp::detail

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/core/impl/value_error.ipp>
#endif

#endif
