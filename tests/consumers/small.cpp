// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// What is compiled where only the way into a build is the question: little, over both dependencies.
#include <connectpsp/codec/signature.hpp>
#include <connectpsp/core/money.hpp>

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/storage_ptr.hpp>

int main() {
    auto const hmac = connectpsp::signer::make(connectpsp::secret{"key"});
    boost::json::storage_ptr const memory = boost::json::make_shared_resource<
        boost::json::monotonic_resource>(); // whose code is in the library
    return hmac && memory.get() != nullptr ? 0 : 1;
}
