// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_DOCUMENTS_HPP
#define CONNECTPSP_TESTS_SANDBOX_DOCUMENTS_HPP

#include <string_view>

namespace sandbox {

// The values that docs/protocol.md §5 calls valid, all unformatted.

bool is_cpf(std::string_view text);      ///< 11 digits, the last two check the others
bool is_cnpj(std::string_view text);     ///< 14 of `0-9A-Z`, the last two are digits that check
bool is_document(std::string_view text); ///< either of them
bool is_ispb(std::string_view text);     ///< 8 of `0-9A-Z`
bool is_uuid(std::string_view text);     ///< RFC 9562 section 4, of any version, in either case

/// A PIX key of the type that the API names `CPF`, `CNPJ`, `EMAIL`, `PHONE` or `EVP`.
bool is_pix_key(std::string_view type, std::string_view key);

} // namespace sandbox

#endif
